package io.github.gradcam.serve.protocol;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.model.NearestNames;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.queue.MapPlan;
import io.github.gradcam.serve.queue.MapRequest;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an image, in the words of the command line: {@code class}, {@code versus},
 * {@code method}, {@code layer}, {@code counterfactual}, {@code target}, {@code formula}, {@code
 * samples}, {@code seed}; how the answer is written: {@code maps}, {@code overlay}, {@code view},
 * {@code colormap}, {@code alpha}; and {@code fill} of a question what if.
 *
 * @param values by these names
 */
record AskedOptions(Map<String, String> values) {

  static final List<String> NAMES =
      List.of(
          "class",
          "versus",
          "method",
          "layer",
          "counterfactual",
          "target",
          "formula",
          "samples",
          "seed",
          "maps",
          "overlay",
          "view",
          "colormap",
          "alpha",
          "fill");

  private static final int LONGEST = 300;
  private static final int MOST_SAMPLES = 100_000;

  /**
   * Checks the names; the values are checked as they are read.
   *
   * @throws IllegalArgumentException if a name is unknown; the message names the nearest
   */
  AskedOptions {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!NAMES.contains(value.getKey())) {
        throw new IllegalArgumentException(
            "Expected an option of %s, found '%s'; nearest: %s"
                .formatted(
                    String.join(", ", NAMES),
                    shortened(value.getKey()),
                    NearestNames.of(shortened(value.getKey()), NAMES, 1).get(0)));
      }
      if (value.getValue().length() > LONGEST) {
        throw new IllegalArgumentException(
            "Expected at most %d letters for '%s', found %d"
                .formatted(LONGEST, value.getKey(), value.getValue().length()));
      }
    }
    values = Map.copyOf(values);
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  /** The class of which a map is made. */
  ClassSelection selection(ServedNetwork network) {
    ClassSelection selection = ClassSelection.parse(text("class", "predicted"), network.labels());
    if (selection.count() != 1 || selection instanceof ClassSelection.Top) {
      throw new IllegalArgumentException(
          "Expected one class for a map, found '%s'; ask once for each"
              .formatted(text("class", "")));
    }
    return selection;
  }

  /** The map that is asked for. */
  MapPlan plan(ServedNetwork network) {
    String layer = text("layer", "auto");
    if (layer.contains("*") || layer.contains("?") || layer.contains(",")) {
      throw new IllegalArgumentException(
          "Expected the name of one layer, found '%s'; GET /v1/models/%s lists them"
              .formatted(layer, network.name()));
    }
    return network.plan(
        new MapRequest(
            text("method", "gradcam"),
            layer,
            values.get("versus"),
            flag("counterfactual"),
            TargetScore.of(text("target", "logit")),
            Convention.of(text("formula", "pytorch-grad-cam")),
            (int) number("samples", 0, 1, MOST_SAMPLES),
            (long) number("seed", 1, -1e15, 1e15)));
  }

  /** Whether the overlay is wanted besides the numbers. */
  boolean overlay() {
    return flag("overlay");
  }

  /** The drawing that is wanted. */
  View view() {
    return View.of(text("view", "overlay"), EnumSet.allOf(View.class));
  }

  /** Its colours. */
  Overlay style() {
    return new Overlay(Colormap.of(text("colormap", "turbo")), number("alpha", 0.5, 0, 1));
  }

  /** How maps are written. */
  MapFormat maps() {
    return MapFormat.of(text("maps", "b64"));
  }

  /** What takes the place of a covered region. */
  Fill fill() {
    return Fill.of(text("fill", "road"));
  }

  private String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  private boolean flag(String name) {
    @Nullable String value = values.get(name);
    if (value == null) {
      return false;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new IllegalArgumentException(
              "Expected true or false for '%s', found '%s'".formatted(name, value));
    };
  }

  private double number(String name, double otherwise, double least, double most) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "Expected a number of %.10g to %.10g for '%s', found '%s'",
            least,
            most,
            name,
            value));
  }

  /** Reads options; what is wrong with them is the client's fault. */
  static AskedOptions of(Map<String, String> values) throws WebFault {
    return asked(() -> new AskedOptions(values));
  }

  /** Something that a client's words are read for. */
  @FunctionalInterface
  interface Reading<T> {
    T read();
  }

  /** What is wrong with a client's words is a fault of 400. */
  static <T> T asked(Reading<T> reading) throws WebFault {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new WebFault(WebFault.BAD_REQUEST, FailureWords.of(e, "Expected other options"));
    }
  }
}
