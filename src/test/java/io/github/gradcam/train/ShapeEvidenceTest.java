package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.SyntheticShapes.Kind;
import io.github.gradcam.train.SyntheticShapes.Sample;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Mixing;
import io.github.gradcam.train.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network that learned shapes looks at the shapes, and the methods show it. */
@Timeout(300)
class ShapeEvidenceTest {

  private static final int SIDE = 64;
  private static final int HELD_OUT = 80;
  private static final int RANDOM_SEEDS = 20;

  /** The last layer of 8 x 8 places; a shape covers about 3 x 3 of them. */
  private static final String LAYER = "re_lu_8";

  @TempDir static Path folder;
  private static Classifier classifier;
  private static List<Sample> samples;
  private static byte[] pixels;

  @BeforeAll
  static void train() throws IOException {
    TrainingPlan plan =
        new TrainingPlan(
            "scenes",
            SyntheticShapes.LABELS,
            SIDE,
            SIDE,
            new Hyperparameters(OptimizerKind.ADAM, 0.001f, 0.5f, 5, 16, 1e-4f, 0, 0),
            new Augmentation(true, 1, 0, 0, 0, 0),
            Mixing.NONE,
            0.1,
            0,
            Precision.FLOAT32,
            3,
            0,
            null,
            null);
    Path data = SyntheticShapes.write(folder.resolve("data"), 150, SIDE, 3);
    try (ImageSet images = ImageSet.open(data, Split.TRAIN);
        Trainer trainer =
            new Trainer(
                plan, images, null, folder.resolve("run"), false, new TrainingListener() {})) {
      trainer.train();
      ModelCard card = ModelCard.unsaved("scenes", SyntheticShapes.LABELS, SIDE);
      classifier = Classifier.frozen(trainer.best().weights(), card, Precision.FLOAT32);
    }
    samples = new ArrayList<>();
    List<Kind> kinds = List.of(Kind.values());
    pixels = new byte[HELD_OUT * SIDE * SIDE * 3];
    for (int i = 0; i < HELD_OUT; i++) {
      Sample sample = SyntheticShapes.sample(kinds.get(i % kinds.size()), SIDE, -1 - i);
      byte[] own = sample.image().pixels();
      System.arraycopy(own, 0, pixels, i * own.length, own.length);
      samples.add(sample);
    }
  }

  @AfterAll
  static void close() {
    if (classifier != null) {
      classifier.close();
    }
  }

  private static double area() {
    return samples.stream().mapToDouble(Sample::area).average().orElseThrow();
  }

  /** The mean share of the heat that lies on the shape, method by method. */
  private static List<Double> energy(List<ExplanationMethod> methods) {
    ExplanationPlan plan = ExplanationPlan.of(methods, List.of(classifier.layer(LAYER)));
    try (Explainer explainer = new Explainer(classifier, plan)) {
      List<List<Explanation>> all =
          explainer.explain(pixels, HELD_OUT, new ClassSelection.Predicted());
      List<Double> means = new ArrayList<>();
      for (int m = 0; m < methods.size(); m++) {
        double sum = 0;
        for (int i = 0; i < HELD_OUT; i++) {
          sum += samples.get(i).energy(all.get(i).get(m).heatmap().values());
        }
        means.add(sum / HELD_OUT);
      }
      return means;
    }
  }

  @Test
  void shapesThatWereHeldOutAreRecognised() {
    float[][] probabilities = classifier.probabilities(pixels, HELD_OUT);
    int correct = 0;
    for (int i = 0; i < HELD_OUT; i++) {
      int predicted = new ClassSelection.Predicted().of(probabilities[i]).get(0);
      correct += classifier.labels().get(predicted).equals(samples.get(i).kind().label()) ? 1 : 0;
    }
    assertThat(correct / (double) HELD_OUT).isGreaterThan(0.8);
  }

  @Test
  void gradientMethodsPutMoreThanTwiceTheirShareOfHeatOnTheShape() {
    List<ExplanationMethod> methods =
        new Methods(MethodSettings.DEFAULT).named("gradcam,hirescam,layercam,eigencam");
    assertThat(energy(methods)).allSatisfy(share -> assertThat(share).isGreaterThan(2 * area()));
  }

  @Test
  void randomWeightsPutClearlyLessHeatOnTheShapeThanGradCam() {
    List<ExplanationMethod> methods =
        new ArrayList<>(new Methods(MethodSettings.DEFAULT).named("gradcam"));
    for (int seed = 1; seed <= RANDOM_SEEDS; seed++) {
      MethodSettings settings = new MethodSettings(Convention.PAPER, 0, seed);
      methods.addAll(new Methods(settings).named("randomcam"));
    }
    List<Double> shares = energy(methods);
    double random =
        shares.subList(1, shares.size()).stream().mapToDouble(x -> x).average().orElseThrow();
    assertThat(random).isLessThan(0.8 * shares.get(0));
  }
}
