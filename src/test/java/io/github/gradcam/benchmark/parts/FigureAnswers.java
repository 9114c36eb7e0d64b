package io.github.gradcam.benchmark.parts;

import io.github.gradcam.model.Predictor;

/**
 * What the network says of a figure with any of its parts left out, and with any one thing left
 * out: the ground truth of what matters to it.
 *
 * @param classIndex the figure's class
 * @param withoutParts [32][classes], the logits y without the parts whose bits are set
 * @param withoutThing [things][classes], the logits without one thing
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record FigureAnswers(int classIndex, float[][] withoutParts, float[][] withoutThing) {

  /** A part matters to a class if y falls by so much of |y| without it. */
  private static final double MATTERS = 0.05;

  /** The class that the network takes the figure for without some parts. */
  public int predicted(int without) {
    return Predictor.likeliest(withoutParts[without]);
  }

  /** How far the logit of a class falls without some parts. */
  public double drop(int ofClass, int without) {
    return (double) withoutParts[0][ofClass] - withoutParts[without][ofClass];
  }

  /** How far the logit of a class falls without each part alone, in the order of {@link Part}. */
  public double[] drops(int ofClass) {
    double[] drops = new double[Part.COUNT];
    for (int p = 0; p < drops.length; p++) {
      drops[p] = drop(ofClass, 1 << p);
    }
    return drops;
  }

  /** How far the logit of a class falls without each thing alone. */
  public double[] thingDrops(int ofClass) {
    double[] drops = new double[withoutThing.length];
    for (int i = 0; i < drops.length; i++) {
      drops[i] = (double) withoutParts[0][ofClass] - withoutThing[i][ofClass];
    }
    return drops;
  }

  /** The parts without any of which the logit of the figure's class falls by less than 5 %. */
  public int irrelevantParts() {
    return irrelevant(drops(classIndex));
  }

  /** The things without any of which the logit of the figure's class falls by less than 5 %. */
  public int irrelevantThings() {
    return irrelevant(thingDrops(classIndex));
  }

  private int irrelevant(double[] drops) {
    double least = MATTERS * Math.abs(withoutParts[0][classIndex]);
    int set = 0;
    for (int i = 0; i < drops.length; i++) {
      set |= drops[i] < least ? 1 << i : 0;
    }
    return set;
  }
}
