package io.github.gradcam.benchmark.parts;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /** Gives the logits of images, [images][classes], the classes in the order of the figures'. */
  @FunctionalInterface
  public interface Network {
    float[][] logits(List<RgbImage> images);
  }

  /** Asks a network about a figure. */
  public static FigureAnswers of(Figure figure, Network network) {
    List<RgbImage> images = new ArrayList<>();
    for (int parts = 0; parts <= FigureClasses.ALL; parts++) {
      images.add(figure.image(parts, 0));
    }
    for (int thing = 0; thing < figure.things(); thing++) {
      images.add(figure.image(0, 1 << thing));
    }
    float[][] logits = network.logits(images);
    int sets = FigureClasses.ALL + 1;
    return new FigureAnswers(
        figure.classIndex(),
        Arrays.copyOf(logits, sets),
        Arrays.copyOfRange(logits, sets, logits.length));
  }

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

  /**
   * The map of one who knows: each part and thing filled so that its sum is how far the logit of a
   * class falls without it, or 0 where it rises.
   *
   * @param figure the figure asked about
   * @return [side * side]
   */
  public float[] truth(Figure figure, int ofClass) {
    float[] map = new float[figure.side() * figure.side()];
    double[] drops = drops(ofClass);
    for (Part part : Part.values()) {
      fill(map, figure.mask(part), drops[part.number()]);
    }
    double[] ofThings = thingDrops(ofClass);
    for (int i = 0; i < ofThings.length; i++) {
      fill(map, figure.thingMask(i), ofThings[i]);
    }
    return map;
  }

  private static void fill(float[] map, boolean[] mask, double sum) {
    int area = 0;
    for (boolean inside : mask) {
      area += inside ? 1 : 0;
    }
    for (int i = 0; i < map.length; i++) {
      map[i] += mask[i] ? (float) (Math.max(0, sum) / area) : 0;
    }
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
