package io.github.gradcam;

import io.github.gradcam.batch.gallery.ExplanationWords;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.codec.BufferedImages;
import io.github.gradcam.image.draw.Caption;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.report.ExplanationRecord;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the network looked in one image, for one class, by one method at one layer. Values are
 * copies; images are drawn when they are asked for.
 */
public final class Explained {

  private final InputImage image;
  private final Explanation explanation;
  private final ExplanationWords words;
  private final Overlay overlay;

  Explained(InputImage image, Explanation explanation, ExplanationWords words, Overlay overlay) {
    this.image = image;
    this.explanation = explanation;
    this.words = words;
    this.overlay = overlay;
  }

  /** {@return the label of the class explained, by default the one predicted} */
  public String label() {
    return words.labels().get(classIndex());
  }

  /** {@return the index of the class explained} */
  public int classIndex() {
    return explanation.classIndex();
  }

  /** {@return the probability of the class explained, 0..1} */
  public float probability() {
    return explanation.probability();
  }

  /** {@return the label of the class that the network predicts} */
  public String predictedLabel() {
    return words.likeliest(explanation).get(0).label();
  }

  /** {@return the probability of each class, [classes] in 0..1, in the order of the labels} */
  public float[] probabilities() {
    return explanation.probabilities().clone();
  }

  /** {@return the label of the class that this one is weighed against, if that was asked for} */
  public Optional<String> versus() {
    int versus = explanation.target().versus();
    return versus == Target.NONE ? Optional.empty() : Optional.of(words.labels().get(versus));
  }

  /** {@return the method's name, such as {@code Grad-CAM}} */
  public String method() {
    return explanation.method();
  }

  /**
   * {@return where the method looked: a layer's name; {@code input} for methods on pixels, {@code
   * fused} for the map made of those of several layers}
   */
  public String layer() {
    return explanation.layer();
  }

  /**
   * {@return whether the map can be trusted as far as one image tells: {@code ok}, or a code and
   * the reason, such as {@code border-only: The evidence lies on the border only ...}}
   */
  public String diagnosis() {
    String text =
        ExplanationRecord.diagnosis(image.doubt(), explanation.heatmap().diagnosis().text());
    return failure().map(reason -> text + " " + reason).orElse(text);
  }

  /** {@return whether the {@link #diagnosis} is {@code ok}} */
  public boolean isOk() {
    return image.doubt() == null && explanation.heatmap().diagnosis() == Diagnosis.OK;
  }

  /** {@return why the method gave no map, where one of several failed} */
  public Optional<String> failure() {
    return Optional.ofNullable(explanation.failure());
  }

  /**
   * Numbers that the method tells of its own exactness.
   *
   * @return by name, such as {@code completenessGap} of Integrated Gradients; most have none
   */
  public Map<String, Double> measures() {
    return Map.copyOf(explanation.measures());
  }

  /**
   * {@return the evidence for the class: [H][W] at the size of the network's input, in 0..1: after
   * the ReLU, divided by its largest value; 0 everywhere where there is none}
   */
  public float[][] heatmap() {
    return RawValues.rows(
        explanation.heatmap().values(),
        explanation.heatmap().height(),
        explanation.heatmap().width());
  }

  /**
   * {@return the map as the method computes it: [h][w] at the size of the layer, or of the
   * network's input for methods on pixels, in the method's own unit: before the ReLU and any
   * scaling, positive where a place speaks for the class}
   */
  public float[][] signedMap() {
    SignedMap signed = explanation.signed();
    return RawValues.rows(signed.values(), signed.height(), signed.width());
  }

  /**
   * {@return the heatmap laid over the image: at the image's own size; where the {@link #diagnosis}
   * is in doubt, it says so in the image. A class of a probability below 0.1 is drawn at half
   * strength}
   */
  public BufferedImage overlay() {
    return draw(View.OVERLAY);
  }

  /** {@return the heatmap alone in colours, at the image's own size} */
  public BufferedImage heatmapImage() {
    return draw(View.HEATMAP);
  }

  /** {@return image, overlay, colour bar, title and the likeliest classes side by side} */
  public BufferedImage panel() {
    return draw(View.PANEL);
  }

  private BufferedImage draw(View view) {
    Caption caption = words.caption(image.name(), explanation).doubting(image.doubt());
    HeatValues heat = explanation.heat();
    Overlay own = overlay.ofProbability(explanation.probability());
    return BufferedImages.of(view.draw(image.pixels(), heat, own, caption));
  }

  /** {@return such as {@code sea (0.97): Grad-CAM at add_2, ok}} */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s (%.2f): %s at %s, %s",
        label(),
        probability(),
        method(),
        layer(),
        diagnosis());
  }
}
