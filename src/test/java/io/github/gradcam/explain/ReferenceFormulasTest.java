package io.github.gradcam.explain;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.explain.method.Methods;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/**
 * The formulas over activations and gradients of both signs, which tells apart what networks of
 * ReLUs do not, against src/test/python/reference.py.
 */
class ReferenceFormulasTest {

  private static final Map<String, float[]> REFERENCE =
      Npy.archive(Path.of("src/test/resources/reference/formulas.npz"));
  private static final Shape SHAPE = Shape.of(7, 9, 12);
  private static final double TOLERANCE = 2e-5;

  static Stream<String> formulas() {
    return REFERENCE.keySet().stream().filter(name -> name.contains("/"));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void mapEqualsThatOfTheReference(String name) {
    String[] parts = name.split("/", -1);
    MethodSettings settings = new MethodSettings(Convention.of(parts[0]), 0, 1);
    CamMethod method = (CamMethod) new Methods(settings).named(parts[1]).get(0);
    float[] found = FormulaRun.signed(method, REFERENCE.get("A"), REFERENCE.get("G"), SHAPE);
    assertThat(MapError.of(found, REFERENCE.get(name), 1))
        .as("%s: off in parts of the peak", name)
        .isLessThan(TOLERANCE);
  }

  /** Else a comparison that passes would not prove which formula it was. */
  @ParameterizedTest
  @MethodSource("formulas")
  void referenceTellsTheFormulaFromAllOthers(String name) {
    formulas()
        .filter(other -> !other.equals(name))
        .forEach(
            other ->
                assertThat(MapError.of(REFERENCE.get(other), REFERENCE.get(name), 1))
                    .as("%s in place of %s", other, name)
                    .isGreaterThan(100 * TOLERANCE));
  }

  /** FinerCAM is Grad-CAM of another score. */
  @Test
  void everyFormulaIsInTheReference() {
    Set<String> proven = formulas().map(name -> name.split("/", -1)[1]).collect(toSet());
    assertThat(new Methods(MethodSettings.DEFAULT).all())
        .filteredOn(method -> method instanceof CamMethod && !method.name().equals("FinerCAM"))
        .extracting(method -> Methods.key(method.name()))
        .containsExactlyInAnyOrderElementsOf(proven);
  }
}
