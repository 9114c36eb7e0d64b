package io.github.gradcam.cli.compare;

import io.github.gradcam.batch.gallery.PairTiles;
import io.github.gradcam.evaluate.comparison.ModelComparison;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.comparison.ComparedImage;
import io.github.gradcam.report.comparison.ComparisonHead;
import io.github.gradcam.report.comparison.ComparisonPage;
import io.github.gradcam.report.comparison.ShownImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page of a comparison.
 *
 * @param output its folder
 * @param tiles that drew the images
 */
record ComparePage(Path output, PairTiles tiles) {

  /** Its name in the output folder. */
  static final String FILE = "index.html";

  /** Writes the page of images that were drawn. */
  Path write(
      ModelComparison comparison,
      List<ComparedImage> images,
      Map<String, Map<String, String>> drawn)
      throws IOException {
    CompareReport report = new CompareReport(comparison);
    List<ComparisonHead.Change> changes =
        comparison.changes().stream()
            .map(each -> new ComparisonHead.Change(each.from(), each.to(), each.images()))
            .toList();
    ComparisonHead head =
        new ComparisonHead(
            CompareReport.words(comparison.a()),
            CompareReport.words(comparison.b()),
            report.explained(),
            report.facts(),
            changes,
            "%d of %d: those whose answers or maps moved most"
                .formatted(drawn.size(), comparison.images()),
            tiles.scale(false),
            tiles.scale(true));
    List<ShownImage> shown =
        images.stream()
            .filter(image -> drawn.containsKey(image.image()))
            .map(image -> shown(image, drawn.getOrDefault(image.image(), Map.of())))
            .toList();
    Path page = output.resolve(FILE);
    ComparisonPage.write(page, head, shown);
    return page;
  }

  private ShownImage shown(ComparedImage image, Map<String, String> paths) {
    ClassProbability explained = image.explained();
    String label = explained == null ? "" : explained.label();
    Float inA = explained == null ? null : explained.probability();
    List<ShownImage.Tile> all = new ArrayList<>();
    add(all, paths, PairTiles.IMAGE, "image");
    add(all, paths, PairTiles.A, "A: %s %s".formatted(label, ClassProbability.percent(inA)));
    add(
        all,
        paths,
        PairTiles.B,
        "B: %s %s".formatted(label, ClassProbability.percent(image.explainedInB())));
    add(all, paths, PairTiles.DIFFERENCE, "B − A");
    ClassProbability own = image.b();
    if (own != null) {
      add(all, paths, PairTiles.OWN, "B: %s, its answer".formatted(image.words(own)));
    }
    return new ShownImage(image, link(image.image()), all);
  }

  private static void add(
      List<ShownImage.Tile> all, Map<String, String> paths, String what, String caption) {
    String path = paths.get(what);
    if (path != null) {
      all.add(new ShownImage.Tile(path, caption));
    }
  }

  /** The way to a file; null for what lies in an archive. */
  private @Nullable String link(String image) {
    try {
      Path file = Path.of(image);
      return Files.isRegularFile(file) ? ExplanationRecord.path(output, file) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
