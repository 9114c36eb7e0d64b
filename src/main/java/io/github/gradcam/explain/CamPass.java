package io.github.gradcam.explain;

import io.github.gradcam.explain.map.Diagnosis.LayerState;
import io.github.gradcam.explain.map.ImageMaps;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.NetworkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Runs the class activation maps of a batch: one pass for each image's first target, and from the
 * last activations that all targets share for the others.
 */
final class CamPass {

  /** The largest batch that goes on from shared activations, at least. */
  private static final int CHUNK = 8;

  private final Classifier classifier;
  private final ExplanationPlan plan;
  private final TargetOps target;
  private final CamGraph graph;
  private final Output<?> cut;

  /** The numbers of the class activation maps among the methods of the plan. */
  private final int[] camNumbers;

  CamPass(Classifier classifier, ExplanationPlan plan, TargetOps target, CamGraph graph) {
    this.classifier = classifier;
    this.plan = plan;
    this.target = target;
    this.graph = graph;
    this.cut = classifier.cut(plan.layers());
    this.camNumbers = plan.camMethods().stream().mapToInt(plan.methods()::indexOf).toArray();
  }

  /** Explains the classes that the selections pick; the first run tells which those are. */
  List<ImageMaps> answer(Question question, List<ClassSelection> selections) {
    List<Target> first =
        selections.stream().map(s -> new Target(s.first(), plan.versus(), false)).toList();
    List<ImageMaps> pictures = new ArrayList<>();
    boolean several =
        plan.counterfactual() || selections.stream().anyMatch(each -> each.count() > 1);
    boolean share = several && parts(question);
    try (Result result = run(question, all(first.size()), first, share)) {
      List<CamRow> rows = rows(result, first.size());
      for (int i = 0; i < rows.size(); i++) {
        CamRow row = rows.get(i);
        List<Target> targets = plan.targets(wanted(selections.get(i), row.probabilities()));
        pictures.add(new ImageMaps(row.probabilities(), targets));
      }
      add(rows, first, pictures, question, share ? shared(question, result) : question);
    }
    return pictures;
  }

  private List<Integer> wanted(ClassSelection selection, float[] probabilities) {
    List<Integer> classes = selection.of(probabilities);
    int count = classifier.labels().size();
    if (classes.isEmpty() || classes.stream().anyMatch(index -> index < 0 || index >= count)) {
      throw new IllegalArgumentException(
          "Expected class indexes of 0 to %d, found %s".formatted(count - 1, classes));
    }
    return classes;
  }

  /** Explains the same classes again, for changed images. */
  void repeat(Question question, List<ImageMaps> pictures) {
    List<Target> first = pictures.stream().map(picture -> picture.targets().get(0)).toList();
    boolean share = parts(question);
    try (Result result = run(question, all(first.size()), first, share)) {
      Question next = share ? shared(question, result) : question;
      add(rows(result, first.size()), first, pictures, question, next);
    }
  }

  /** What the network takes for a batch: [N, H, W, 3]. */
  Rows.Floats inputs(Question question, int count) {
    if (question.batch() instanceof Rows.Floats inputs) {
      return inputs;
    }
    try (Tensor fed = question.batch().tensor(all(count));
        Result result =
            classifier
                .session()
                .runner()
                .feed(question.at(), fed)
                .fetch(classifier.input())
                .run()) {
      return Rows.Floats.of((TFloat32) result.get(0));
    }
  }

  /** Adds the first targets' rows, and those of the others from where they part. */
  private void add(
      List<CamRow> rows,
      List<Target> first,
      List<ImageMaps> pictures,
      Question question,
      Question shared) {
    List<Integer> numbers = new ArrayList<>();
    List<Target> missing = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Target known = first.get(i).withClass(rows.get(i).classIndex());
      for (Target wanted : pictures.get(i).targets()) {
        if (wanted.equals(known)) {
          rows.get(i).addTo(pictures.get(i), known, question.variant());
        } else {
          numbers.add(i);
          missing.add(wanted);
        }
      }
    }
    if (!missing.isEmpty()) {
      addMissing(shared, numbers, missing, pictures);
    }
  }

  /** The activations from which other targets go on; they come last. */
  private Question shared(Question question, Result result) {
    Rows activations = Rows.Floats.of((TFloat32) result.get(result.size() - 1));
    return new Question(cut, activations, question.variant());
  }

  /** Whether the targets part later than where the batch is fed. */
  private boolean parts(Question question) {
    return !question.at().equals(cut);
  }

  private void addMissing(
      Question shared, List<Integer> numbers, List<Target> missing, List<ImageMaps> pictures) {
    int chunk = Math.max(CHUNK, pictures.size());
    for (int from = 0; from < missing.size(); from += chunk) {
      int to = Math.min(missing.size(), from + chunk);
      List<Target> targets = missing.subList(from, to);
      try (Result result = run(shared, numbers.subList(from, to), targets, false)) {
        List<CamRow> rows = rows(result, targets.size());
        for (int i = 0; i < rows.size(); i++) {
          ImageMaps picture = pictures.get(numbers.get(from + i));
          rows.get(i).addTo(picture, targets.get(i), shared.variant());
        }
      }
    }
  }

  private Result run(
      Question question, List<Integer> numbers, List<Target> targets, boolean keepCut) {
    try (Tensor fed = question.batch().tensor(numbers);
        TInt32 classes = TInt32.vectorOf(targets.stream().mapToInt(Target::classIndex).toArray());
        TInt32 versus = TInt32.vectorOf(plan.versus());
        TFloat32 signs = signs(targets)) {
      NetworkRun runner =
          classifier
              .session()
              .runner()
              .feed(question.at(), fed)
              .feed(target.classIndex, classes)
              .feed(target.versus, versus)
              .feed(target.sign, signs)
              .fetch(target.target)
              .fetch(classifier.probabilities());
      for (CamGraph.AtLayer layer : graph.atLayers()) {
        runner.fetch(layer.activationPeak).fetch(layer.gradientPeak);
        layer.signed.forEach(runner::fetch);
        if (plan.contributions()) {
          runner.fetch(layer.contributions());
        }
      }
      return (keepCut ? runner.fetch(cut) : runner).run();
    }
  }

  private List<CamRow> rows(Result result, int count) {
    List<CamRow> rows = CamRow.of((TInt32) result.get(0), (TFloat32) result.get(1));
    int next = 2;
    for (int layer = 0; layer < graph.atLayers().size(); layer++) {
      float[] activations = FloatTensors.values((TFloat32) result.get(next++));
      float[] gradients = FloatTensors.values((TFloat32) result.get(next++));
      boolean reachable = plan.layers().get(layer).reachable();
      for (int i = 0; i < count; i++) {
        rows.get(i).states().add(new LayerState(activations[i], gradients[i], reachable));
      }
      List<Operand<TFloat32>> methods = graph.atLayers().get(layer).signed;
      for (int method = 0; method < methods.size(); method++) {
        CamRow.addMaps((TFloat32) result.get(next++), camNumbers[method], layer, rows);
      }
      if (plan.contributions()) {
        float[][] ofFeatureMaps = FloatTensors.rows((TFloat32) result.get(next++));
        for (int i = 0; i < count; i++) {
          rows.get(i).contributions().add(ofFeatureMaps[i]);
        }
      }
    }
    return rows;
  }

  private static List<Integer> all(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static TFloat32 signs(List<Target> targets) {
    float[] signs = new float[targets.size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = targets.get(i).negated() ? -1 : 1;
    }
    return TFloat32.vectorOf(signs);
  }

  /**
   * A batch put before the network.
   *
   * @param at where it is fed: the classifier's images, its input or later activations
   * @param batch the values fed there
   * @param variant what was done to the images
   */
  record Question(Output<?> at, Rows batch, Smoothing.Variant variant) {}
}
