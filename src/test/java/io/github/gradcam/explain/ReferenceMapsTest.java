package io.github.gradcam.explain;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method on the model that ships against what src/test/python/reference.py makes of its
 * weights with PyTorch and NumPy in float64.
 */
class ReferenceMapsTest {

  private static final Path FOLDER = Path.of("src/test/resources/reference");
  private static final Map<String, float[]> REFERENCE = Npy.archive(FOLDER.resolve("network.npz"));

  /** Of maps of the image's size every fifth row and column is kept. */
  private static final int KEPT = 5;

  private static final int SAMPLES = 4;

  /** Of methods that take as many passes a sample as there are feature maps. */
  private static final int COSTLY_SAMPLES = 2;

  private static final Set<String> COSTLY = Set.of("sscam", "iscam");

  /** Before the mean over the places: gradients are the same everywhere, and so are many maps. */
  private static final String LAST = "re_lu_12";

  /** After a ReLU, and before one: activations are never negative, and of both signs. */
  private static final String UNSIGNED = "re_lu_8";

  private static final String SIGNED = "batch_normalization_10";

  /** float32 for the network and the formulas; found are 3e-6 at most. */
  private static final double EXACT = 2e-5;

  /**
   * A ReLU whose input is within rounding of 0 may be open on one processor and shut on another,
   * which changes gradients; and scores that hardly differ lose digits. Found are 6e-5 at most.
   */
  private static final double ROUNDED = 2e-4;

  /**
   * In an image in which a ReLU is open here and shut in the reference: up to 0.0021 was found, on
   * an AMD EPYC of family 25 with oneDNN's kernels, whose gradients are right.
   */
  private static final double FLIPPED = 5e-3;

  /** Gradients at the pixels have passed all ReLUs, and divisors of both signs come near 0. */
  private static final double LOOSE = 1e-3;

  private static final Set<String> PIXEL_GRADIENTS =
      Set.of(
          "saliency",
          "smoothgrad",
          "integratedgradients",
          "guidedbackpropagation",
          "guidedgradcam");

  private static final Set<String> DIVIDING = Set.of("gradcamplusplus", "xgradcam");

  private static Classifier classifier;
  private static final Map<Run, Explainer> EXPLAINERS = new HashMap<>();
  private static final Map<String, List<Explanation>> EXPLANATIONS = new HashMap<>();

  /** What is explained in one run, with the class that it is weighed against. */
  private record Run(String question, String norm, String layer, boolean costly, int versus) {}

  /** One map of the reference. */
  record Case(String photo, String question, String norm, String layer, String method) {

    static Case of(String name) {
      String[] parts = name.split("/", -1);
      return new Case(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private Run run() {
      int versus = question.equals("versus") ? likeliest(photo).get(1) : Target.NONE;
      return new Run(question, norm, layer, COSTLY.contains(method), versus);
    }

    float[] expected() {
      return REFERENCE.get(toString());
    }

    /** How far values may be off, in parts of the peak. */
    double tolerance() {
      if (PIXEL_GRADIENTS.contains(method) || (layer.equals(SIGNED) && DIVIDING.contains(method))) {
        return LOOSE;
      }
      return Set.of(UNSIGNED, SIGNED).contains(layer) || method.equals("ablationcam")
          ? ROUNDED
          : EXACT;
    }

    /** How many of the values may be off no further. */
    double share() {
      return PIXEL_GRADIENTS.contains(method) ? 0.97 : 1;
    }

    /** Same formula in a network of ReLUs: max(G A, 0) = max(G, 0) A where A is never negative. */
    boolean sameAs(Case other) {
      Set<String> same = Set.of("elementwisegradcam", "layercam");
      return layer.equals(UNSIGNED) && same.contains(method) && same.contains(other.method);
    }

    @Override
    public String toString() {
      return String.join("/", photo, question, norm, layer, method);
    }
  }

  @BeforeAll
  static void load() {
    classifier = new SavedModelFolder(Path.of("saved_model")).load(Precision.FLOAT32);
  }

  @AfterAll
  static void close() {
    EXPLAINERS.values().forEach(Explainer::close);
    classifier.close();
  }

  static Stream<Case> cases() {
    return REFERENCE.keySet().stream().filter(name -> !name.endsWith("/logits")).map(Case::of);
  }

  static Stream<String> photos() {
    return cases().map(Case::photo).distinct();
  }

  /** Codecs and the order of sums may round a level otherwise. */
  @ParameterizedTest
  @MethodSource("photos")
  void networkIsShownThePixelsOfTheReference(String photo) throws ImageReadException {
    int size = classifier.card().inputSize();
    RgbImage image = ImageFiles.read(Path.of("data", photo + ".jpg"));
    byte[] found = Resize.bilinear(image, size, size).pixels();
    byte[] expected = pixels(photo);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i] & 0xff).as("value %d", i).isCloseTo(expected[i] & 0xff, within(2));
    }
  }

  @ParameterizedTest
  @MethodSource("photos")
  void logitsAndProbabilitiesEqualThoseOfTheReference(String photo) {
    float[] expected = REFERENCE.get(photo + "/logits");
    assertThat(classifier.logits(pixels(photo), 1)[0])
        .containsExactly(expected, within((float) EXACT * MapError.peak(expected)));
    assertThat(classifier.probabilities(pixels(photo), 1)[0])
        .containsExactly(softmax(expected), within((float) EXACT));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mapEqualsThatOfTheReference(Case reference) {
    float[] expected = reference.expected();
    float[] found = found(reference);
    assertThat(MapError.of(found, expected, reference.share()))
        .as("%s: off in parts of the peak", reference)
        .isLessThan(
            reference.tolerance() >= ROUNDED && isFlipped(reference.photo())
                ? Math.max(FLIPPED, reference.tolerance())
                : reference.tolerance());
  }

  /** Told by HiResCAM, the product of gradients and activations and no more. */
  private static boolean isFlipped(String photo) {
    Case plain = new Case(photo, "own", "pytorch-grad-cam", UNSIGNED, "hirescam");
    return MapError.of(found(plain), plain.expected(), 1) > ROUNDED;
  }

  @Test
  void atMostOneImageHasReLUsThatAreOpenHereAndShutThere() {
    assertThat(photos().filter(ReferenceMapsTest::isFlipped)).hasSizeLessThan(2);
  }

  /** Else a comparison that passes would not prove which formula it was. */
  @ParameterizedTest
  @MethodSource("photos")
  void referenceTellsTheFormulasApart(String photo) {
    List<Case> maps =
        cases()
            .filter(one -> one.photo().equals(photo) && one.question().equals("own"))
            .filter(one -> !one.layer().equals(LAST))
            .toList();
    for (Case one : maps) {
      for (Case other : maps) {
        if (one.layer().equals(other.layer()) && !one.equals(other) && !one.sameAs(other)) {
          assertThat(MapError.of(one.expected(), other.expected(), 1))
              .as("%s in place of %s", one, other)
              .isGreaterThan(5 * other.tolerance());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("photos")
  void everyMethodIsInTheReference(String photo) {
    Set<String> proven =
        cases().filter(one -> one.photo().equals(photo)).map(Case::method).collect(toSet());
    assertThat(new Methods(MethodSettings.DEFAULT).all())
        .extracting(method -> Methods.key(method.name()))
        .containsExactlyInAnyOrderElementsOf(proven);
  }

  private static float[] found(Case reference) {
    Explanation explanation =
        EXPLANATIONS
            .computeIfAbsent(reference.photo() + reference.run(), any -> explain(reference))
            .stream()
            .filter(one -> Methods.key(one.method()).equals(reference.method()))
            .findFirst()
            .orElseThrow();
    return switch (reference.question()) {
      case "heatmap" -> kept(explanation.heatmap().values());
      case "against" -> kept(explanation.balance().against().values());
      case "balance" -> kept(explanation.balance().values());
      default -> {
        float[] values = explanation.signed().values();
        yield values.length == explanation.heatmap().values().length ? kept(values) : values;
      }
    };
  }

  private static List<Explanation> explain(Case reference) {
    Explainer explainer = EXPLAINERS.computeIfAbsent(reference.run(), ReferenceMapsTest::explainer);
    return explainer.explain(pixels(reference.photo()), Target.PREDICTED);
  }

  private static Explainer explainer(Run run) {
    Convention convention = Convention.of(run.norm());
    int samples = run.costly() ? COSTLY_SAMPLES : SAMPLES;
    Methods methods = new Methods(new MethodSettings(convention, samples, 1));
    Set<String> names =
        cases()
            .filter(one -> one.run().equals(run))
            .map(Case::method)
            .collect(toCollection(TreeSet::new));
    String layer = run.layer().equals("input") ? "auto" : run.layer();
    ExplanationPlan plan =
        new ExplanationPlan(
            methods.named(String.join(",", names)),
            List.of(classifier.layer(layer)),
            run.versus(),
            run.question().equals("probability") ? TargetScore.PROBABILITY : TargetScore.LOGIT,
            Set.of("against", "balance").contains(run.question()),
            new Smoothing(run.question().equals("augmented"), run.question().equals("eigen")),
            Fusion.NONE,
            ExplanationPlan.BATCH);
    return new Explainer(classifier, plan);
  }

  private static float[] softmax(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    float[] shares = new float[logits.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) (Math.exp(logits[i]) / sum);
    }
    return shares;
  }

  private static byte[] pixels(String photo) {
    try {
      return ImageFiles.read(FOLDER.resolve(photo + ".png")).pixels();
    } catch (ImageReadException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Integer> likeliest(String photo) {
    return new ClassSelection.Top(2).of(REFERENCE.get(photo + "/logits"));
  }

  private static float[] kept(float[] map) {
    int size = (int) Math.sqrt(map.length);
    int side = (size + KEPT - 1) / KEPT;
    float[] taken = new float[side * side];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = map[i / side * KEPT * size + i % side * KEPT];
    }
    return taken;
  }
}
