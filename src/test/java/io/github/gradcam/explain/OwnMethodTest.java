package io.github.gradcam.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.model.Classifier;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods of a user's own, in a jar on the class path. */
class OwnMethodTest {

  @TempDir static Path folder;
  private static Path jar;

  @BeforeAll
  static void pack() throws Exception {
    jar =
        MethodJar.write(
            folder, Map.of("MaxCam", CamMethod.class, "HalvesMap", ProbingMethod.class));
  }

  private static <T> T with(Path onClassPath, Callable<T> work) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {onClassPath.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      return work.call();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static List<ExplanationMethod> named(String names) throws Exception {
    return with(jar, () -> new Methods(MethodSettings.DEFAULT).named(names));
  }

  @Test
  void methodsOfAJarAreFoundByName() throws Exception {
    assertThat(named("max-cam, halvesmap"))
        .extracting(ExplanationMethod::name)
        .containsExactly("Max-CAM", "Halves Map");
    assertThatThrownBy(() -> new Methods(MethodSettings.DEFAULT).named("maxcam"))
        .hasMessageContaining("found 'maxcam'");
  }

  @Test
  void methodsOfAJarComeAfterTheProjectsOwn() throws Exception {
    List<ExplanationMethod> without = new Methods(MethodSettings.DEFAULT).all();
    List<ExplanationMethod> with = named("all");
    assertThat(with).hasSize(without.size() + 2);
    assertThat(with.subList(without.size(), with.size()))
        .extracting(ExplanationMethod::name)
        .containsExactly("Max-CAM", "Halves Map");
  }

  @Test
  void methodsOfAJarExplain() throws Exception {
    // the one number z is 4 x red of place 0 less 1 x red of place 3, and the second class has the
    // logit z / 2: the largest gradient is 2
    float[][] weights = SmallNetwork.placeWeights(new float[][] {{4, 0, 0, -1}, {0, 0, 0, 0}});
    byte[] picture = SmallNetwork.pixels(new int[] {5, 1, 0, 2}, new int[4]);
    List<ExplanationMethod> methods = named("maxcam,halvesmap");
    try (Classifier classifier = new SmallNetwork(2, weights).load(folder);
        Explainer explainer =
            new Explainer(
                classifier, ExplanationPlan.of(methods, List.of(classifier.layer("features"))))) {
      List<Explanation> explanations = explainer.explain(picture, 1);
      assertThat(explanations.get(0).signed().values())
          .containsExactly(new float[] {10, 2, 0, 4}, within(1e-4f));
      // 10 - 1 = 9; without the upper half -1, without the lower half 10
      assertThat(explanations.get(1).signed().values())
          .containsExactly(new float[] {10, 10, -1, -1}, within(1e-4f));
      assertThat(explanations.get(1).layer()).isEqualTo(Explanation.INPUT);
    }
  }

  @Test
  void programListsTheMethodsOfAJarOnItsClassPath() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jar,
                "io.github.gradcam.cli.Main",
                "methods")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String listed = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertThat(program.waitFor()).isZero();
    assertThat(listed)
        .contains("maxcam", "Weighs each feature map by its largest gradient.")
        .contains("halvesmap", "2 passes; an example of a method of your own");
  }

  @Test
  void serviceThatCannotBeMadeIsNamed(@TempDir Path other) throws Exception {
    Path broken = MethodJar.write(other, Map.of("Missing", CamMethod.class));
    assertThatThrownBy(() -> with(broken, () -> new Methods(MethodSettings.DEFAULT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("com.example.gradcam.Missing");
  }
}
