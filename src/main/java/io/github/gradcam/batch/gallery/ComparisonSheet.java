package io.github.gradcam.batch.gallery;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.image.draw.Sheet;
import io.github.gradcam.image.draw.Tile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The explanations of one class of an image side by side: methods down, layers across. */
final class ComparisonSheet {

  private static final Tile ELSEWHERE = Tile.blank("The method does not look here.");

  private ComparisonSheet() {}

  /** Lays out the sheet of at least one explanation. */
  static Sheet of(Path photo, List<Explanation> explanations, ExplanationWords words) {
    List<String> methods = explanations.stream().map(Explanation::method).distinct().toList();
    List<String> layers = new ArrayList<>(explanations.stream().map(Explanation::layer).toList());
    layers = new ArrayList<>(new LinkedHashSet<>(layers));
    if (layers.remove(Explanation.INPUT)) {
      layers.add(Explanation.INPUT);
    }
    boolean oneEach = explanations.size() == methods.size();
    List<String> columns = oneEach ? List.of("") : layers;
    List<List<Tile>> tiles =
        methods.stream()
            .map(
                method ->
                    columns.stream()
                        .map(layer -> tile(explanations, method, oneEach ? null : layer))
                        .toList())
            .toList();
    Explanation first = explanations.get(0);
    String subtitle =
        String.format(
            Locale.ROOT,
            "%s (%.1f %%), %s; in each map 1 is its own strongest evidence",
            words.subject(first.target()),
            100 * first.probability(),
            oneEach ? "at " + String.join(" or ", layers) : "shallow to deep");
    return new Sheet(photo.getFileName().toString(), subtitle, methods, columns, tiles);
  }

  private static Tile tile(List<Explanation> explanations, String method, @Nullable String layer) {
    return explanations.stream()
        .filter(one -> one.method().equals(method) && (layer == null || one.layer().equals(layer)))
        .findFirst()
        .map(ComparisonSheet::tile)
        .orElse(ELSEWHERE);
  }

  private static Tile tile(Explanation explanation) {
    Diagnosis diagnosis = explanation.heatmap().diagnosis();
    if (diagnosis.blank() && explanation.balance() == null) {
      return Tile.blank(diagnosis.sentence());
    }
    return new Tile(explanation.heat(), diagnosis.note().orElse(null));
  }
}
