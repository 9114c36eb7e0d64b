package io.github.gradcam.benchmark;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.evaluate.causes.CauseStudy;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.ReportGroup;
import io.github.gradcam.report.dataset.TestedCause;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/**
 * How often a report calls something a shortcut where nothing was planted: reports of bootstrap
 * samples of a test set. An image that is drawn twice is there once, as copies would be a group of
 * their own: a sample holds about 63 % of the images. A run that is done is not done again.
 */
final class CleanReports {

  private final Console console;
  private final Path folder;

  /**
   * Prepares them.
   *
   * @param folder takes results and {@code runs.csv}
   */
  CleanReports(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
  }

  /**
   * Makes reports.
   *
   * @param model a folder that {@code train} wrote
   * @param images with one folder a class
   * @param runs how many samples
   */
  void run(Path model, Path images, int runs) throws Exception {
    Files.createDirectories(folder);
    Path table = folder.resolve("runs.csv");
    if (!Files.exists(table)) {
      Files.writeString(table, "run,images,groups,tried,shortcuts\n");
    }
    try (KeptResults results = KeptResults.of(model, images, folder.resolve("batch"))) {
      for (int run = Files.readAllLines(table).size(); run <= runs; run++) {
        Files.writeString(table, line(results, run), StandardOpenOption.APPEND);
      }
    }
    List<String> lines = Files.readAllLines(table);
    lines.forEach(console::result);
    long none = lines.stream().skip(1).filter(line -> line.endsWith(",")).count();
    console.result("no shortcut in %d of %d runs".formatted(none, lines.size() - 1));
  }

  private String line(KeptResults results, int run) throws IOException {
    List<ImageRow> rows = results.rows();
    List<ImageRow> drawn =
        new Random(run)
            .ints(rows.size(), 0, rows.size())
            .distinct()
            .sorted()
            .mapToObj(rows::get)
            .toList();
    DataSetReport report = results.report(drawn, run, folder.resolve("report"));
    List<ReportGroup> groups = report.groups();
    for (ReportGroup group : groups) {
      for (TestedCause cause : group.causes()) {
        if (cause.adjustedP() <= CauseStudy.FALSE_FINDINGS) {
          console.note("run %d, %s: %s".formatted(run, group.id(), KeptResults.text(cause)));
        }
      }
    }
    return "%d,%d,%d,%d,%s\n"
        .formatted(
            run,
            drawn.size(),
            groups.size(),
            groups.stream().filter(group -> !group.causes().isEmpty()).count(),
            String.join(
                " ", groups.stream().filter(ReportGroup::shortcut).map(ReportGroup::id).toList()));
  }
}
