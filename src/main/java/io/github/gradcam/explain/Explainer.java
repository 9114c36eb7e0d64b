package io.github.gradcam.explain;

import io.github.gradcam.explain.map.ImageMaps;
import io.github.gradcam.explain.map.MapScaling;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/**
 * Explains batches of images with one classifier as a plan says; safe for several threads. All
 * class activation maps of a run share one pass of the network.
 */
public final class Explainer implements AutoCloseable {

  private static final String SCOPE = "explanation";

  private final Classifier classifier;
  private final ExplanationPlan plan;
  private final CamPass cams;
  private final ExplanationAssembly assembly;
  private final @Nullable Probing probing;

  /**
   * Adds the explanation to the classifier's graph; nothing is added later.
   *
   * @param classifier stays the caller's to close, after this
   * @param plan what is to be shown
   * @throws IllegalArgumentException if a method has no meaning at a layer
   */
  public Explainer(Classifier classifier, ExplanationPlan plan) {
    this(classifier, plan, passes -> {});
  }

  /**
   * Adds the explanation to the classifier's graph, and tells how it gets on.
   *
   * @param classifier stays the caller's to close, after this
   * @param plan what is to be shown
   * @param passes is told of passes of the network as they are made, besides the one that a batch
   *     takes in any case
   * @throws IllegalArgumentException if a method has no meaning at a layer
   */
  public Explainer(Classifier classifier, ExplanationPlan plan, LongConsumer passes) {
    this(classifier, plan, passes, false);
  }

  private Explainer(
      Classifier classifier, ExplanationPlan plan, LongConsumer passes, boolean tolerant) {
    this.classifier = classifier;
    this.plan = plan;
    check(plan);
    if (plan.probingMethods().isEmpty()) {
      classifier.requireGradients(plan.layers());
    } else {
      classifier.requireGradients();
    }
    Ops tf = Ops.create(classifier.graph()).withSubScope(SCOPE);
    TargetOps target = new TargetOps(tf, classifier, plan.score());
    CamGraph graph =
        new CamGraph(
            tf, classifier, target, plan.layers(), plan.camMethods(), plan.smoothing().eigen());
    if (plan.contributions()) {
      graph.requireGradients();
    }
    this.cams = new CamPass(classifier, plan, target, graph);
    this.assembly = new ExplanationAssembly(plan, new MapScaling(classifier.card().inputSize()));
    this.probing =
        plan.probingMethods().isEmpty()
            ? null
            : new Probing(tf, classifier, plan, target, graph, passes, tolerant);
  }

  /**
   * Explains on where one of several methods of many passes fails: its {@link Explanation#failure}
   * says why.
   *
   * @param classifier stays the caller's to close, after this
   * @param plan what is to be shown
   * @param passes is told of passes of the network as they are made, besides the one that a batch
   *     takes in any case
   * @return an explainer
   * @throws IllegalArgumentException if a method has no meaning at a layer
   */
  public static Explainer tolerant(
      Classifier classifier, ExplanationPlan plan, LongConsumer passes) {
    return new Explainer(classifier, plan, passes, true);
  }

  /**
   * Explains with one method at one layer.
   *
   * @param classifier stays the caller's to close, after this
   * @param layer one of the classifier's
   * @param method how
   */
  public Explainer(Classifier classifier, HeatmapLayer layer, ExplanationMethod method) {
    this(classifier, ExplanationPlan.of(List.of(method), List.of(layer)));
  }

  /** {@return the classifier explained} */
  public Classifier classifier() {
    return classifier;
  }

  /** {@return what is shown of each image} */
  public ExplanationPlan plan() {
    return plan;
  }

  /**
   * Explains the classes that a selection picks for each image.
   *
   * @param pixels uint8 RGB, [N][height][width][3] in the classifier's input size
   * @param count N
   * @param selection which classes
   * @return for each image its explanations: class by class, each method by method, each layer by
   *     layer, the fused map last
   * @throws IllegalArgumentException if the number of bytes does not fit or a class is unknown
   * @throws io.github.gradcam.model.DeviceMemoryException if the device has too little memory for
   *     so many images
   */
  public List<List<Explanation>> explain(byte[] pixels, int count, ClassSelection selection) {
    return explain(pixels, Collections.nCopies(count, selection));
  }

  /**
   * Explains one class of each image.
   *
   * @param pixels uint8 RGB, [N][height][width][3] in the classifier's input size
   * @param classIndexes N class indexes, or {@link Target#PREDICTED}
   * @return the explanations of the images, one image after the other
   * @throws IllegalArgumentException if the number of bytes does not fit or a class is unknown
   * @throws io.github.gradcam.model.DeviceMemoryException if the device has too little memory for
   *     so many images
   */
  public List<Explanation> explain(byte[] pixels, int... classIndexes) {
    List<ClassSelection> selections =
        Arrays.stream(classIndexes).mapToObj(ClassSelection::ofIndex).toList();
    return explain(pixels, selections).stream().flatMap(List::stream).toList();
  }

  /**
   * Explains the classes that each image's own selection picks. {@link ClassSelection#first} and
   * {@link ClassSelection#count} of all are called before the network runs; then {@link
   * ClassSelection#of}, exactly once each, in the order of the images.
   *
   * @param pixels uint8 RGB, [N][height][width][3] in the classifier's input size
   * @param selections N, one an image
   * @return for each image its explanations: class by class, each method by method, each layer by
   *     layer, the fused map last
   * @throws IllegalArgumentException if the number of bytes does not fit, or a selection picks an
   *     unknown class or none
   * @throws io.github.gradcam.model.DeviceMemoryException if the device has too little memory for
   *     so many images
   */
  public List<List<Explanation>> explain(byte[] pixels, List<ClassSelection> selections) {
    int count = selections.size();
    Shape picture = Shape.of(classifier.card().inputSize(), classifier.card().inputSize(), 3);
    if (pixels.length != count * picture.size()) {
      throw new IllegalArgumentException(
          "Expected %d bytes for %d images %s, found %d"
              .formatted(count * picture.size(), count, picture, pixels.length));
    }
    selections.forEach(selection -> check(selection.first()));
    Rows.Bytes pictures = new Rows.Bytes(pixels, picture);
    return explain(
        new CamPass.Question(classifier.images(), pictures, Smoothing.Variant.PLAIN), selections);
  }

  private List<List<Explanation>> explain(
      CamPass.Question question, List<ClassSelection> selections) {
    List<ImageMaps> maps = cams.answer(question, selections);
    boolean varied = plan.smoothing().augmented();
    if (varied || probing != null) {
      Rows.Floats inputs = cams.inputs(question, selections.size());
      for (Smoothing.Variant variant : plan.smoothing().variants()) {
        Rows.Floats changed = variant.of(inputs);
        if (!variant.equals(Smoothing.Variant.PLAIN)) {
          cams.repeat(new CamPass.Question(classifier.input(), changed, variant), maps);
        }
        if (probing != null) {
          probing.add(changed, variant, maps);
        }
      }
    }
    return assembly.explanations(maps);
  }

  /** Explains what the network itself takes, [N, H, W, 3] after the preprocessing. */
  public List<List<Explanation>> explainInputs(float[] inputs, List<ClassSelection> selections) {
    Shape row = Shape.of(classifier.card().inputSize(), classifier.card().inputSize(), 3);
    Rows.Floats rows = new Rows.Floats(inputs, row);
    return explain(
        new CamPass.Question(classifier.input(), rows, Smoothing.Variant.PLAIN), selections);
  }

  /** Releases what the explanation holds besides the classifier; safe to call twice. */
  @Override
  public void close() {
    if (probing != null) {
      probing.close();
    }
  }

  private void check(ExplanationPlan plan) {
    check(plan.versus());
    for (ExplanationMethod method : plan.methods()) {
      for (HeatmapLayer layer : plan.layers()) {
        method
            .objection(classifier, layer)
            .ifPresent(
                reason -> {
                  throw new IllegalArgumentException(reason);
                });
      }
    }
  }

  private void check(int classIndex) {
    int classes = classifier.labels().size();
    if (classIndex < Target.PREDICTED || classIndex >= classes) {
      throw new IllegalArgumentException(
          "Expected a class index of -1 to %d, found %d".formatted(classes - 1, classIndex));
    }
  }
}
