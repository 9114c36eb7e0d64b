package io.github.gradcam.report.dataset;

import io.github.gradcam.image.FileBytes;
import io.github.gradcam.report.CsvFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes lists of images as CSV with a header: {@code path}, {@code label} (empty where there is
 * none), {@code answer} and {@code probability}, then what each list adds. The page exports the
 * same first columns; {@code batch} takes the first two.
 */
final class SelectionFiles {

  private static final List<String> HEADER = List.of("path", "label", "answer", "probability");

  /** The names that this class gives, of which those of an earlier report are deleted. */
  private static final Pattern NAME =
      Pattern.compile("(errors|suspected-labels|near-duplicates|group-[a-z0-9-]+)\\.csv");

  private final DataSetReport report;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private SelectionFiles(DataSetReport report) {
    this.report = report;
  }

  /** Writes the lists that have a row: errors, suspected labels, duplicates, and each shortcut. */
  static void write(Path folder, DataSetReport report) throws IOException {
    Map<String, byte[]> files = new SelectionFiles(report).all();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      FileBytes.write(folder.resolve(file.getKey()), file.getValue());
    }
    if (Files.isDirectory(folder)) {
      for (Path other : others(folder, files)) {
        Files.delete(other);
      }
    }
  }

  private static List<Path> others(Path folder, Map<String, byte[]> files) throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .filter(file -> !files.containsKey(file.getFileName().toString()))
          .toList();
    }
  }

  private Map<String, byte[]> all() throws IOException {
    List<ReportImage> images = report.images();
    add(
        "errors",
        List.of(),
        IntStream.range(0, images.size())
            .filter(place -> images.get(place).wrong())
            .mapToObj(this::row)
            .toList());
    add(
        "suspected-labels",
        List.of("suggested", "suggested_probability"),
        report.suspectedLabels().stream()
            .map(
                suspect ->
                    row(
                        suspect.image(),
                        report.labels().get(suspect.suggested()),
                        suspect.probability()))
            .toList());
    List<DuplicateSet> sets = report.duplicates();
    add(
        "near-duplicates",
        List.of("set", "split"),
        IntStream.range(0, sets.size())
            .boxed()
            .flatMap(set -> IntStream.of(sets.get(set).images()).mapToObj(place -> in(set, place)))
            .toList());
    for (ReportGroup group : report.groups()) {
      if (group.shortcut()) {
        add(
            "group-" + group.id(),
            List.of(),
            IntStream.of(group.members()).mapToObj(this::row).toList());
      }
    }
    return files;
  }

  private List<Object> in(int set, int place) {
    String split = report.images().get(place).split();
    return row(place, set, split == null ? "" : split);
  }

  private List<Object> row(int place, Object... more) {
    ReportImage image = report.images().get(place);
    List<Object> row = new ArrayList<>();
    row.add(harmless(image.path()));
    row.add(image.label() == ReportImage.UNKNOWN ? "" : report.labels().get(image.label()));
    row.add(report.labels().get(image.answer()));
    row.add(Float.isNaN(image.probability()) ? "" : image.probability());
    row.addAll(List.of(more));
    return row;
  }

  /** A path that a spreadsheet would run as a formula, so that it does not and is the same file. */
  private static String harmless(String path) {
    return !path.isEmpty() && "=+-@".indexOf(path.charAt(0)) >= 0 ? "./" + path : path;
  }

  private void add(String name, List<String> columns, List<List<Object>> rows) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    List<String> header = Stream.concat(HEADER.stream(), columns.stream()).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvFile.write(out, header, rows);
    files.put(name + ".csv", out.toByteArray());
  }
}
