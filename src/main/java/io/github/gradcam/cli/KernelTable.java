package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.model.kernel.KernelFinding;
import io.github.gradcam.model.kernel.KernelReport;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Kernels;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far each kernel of this processor is from plain loops. */
final class KernelTable {

  private static final String ROW = "%-46s";
  private static final String CELL = " %10s";

  /**
   * One column: kernels in a precision.
   *
   * @param title two words, one below the other
   * @param report of the kernels
   * @param precision in which they were tried
   */
  private record Column(List<String> title, KernelReport report, Precision precision) {

    /** The largest error of a case, whatever it is used for. */
    String cell(String name) {
      List<KernelFinding> found =
          report.of(precision).stream().filter(each -> each.name().equals(name)).toList();
      if (found.isEmpty()) {
        return "";
      }
      double largest = found.stream().mapToDouble(KernelFinding::error).max().orElseThrow();
      boolean wrong = found.stream().anyMatch(each -> each.isWrong(precision));
      boolean missing = found.stream().anyMatch(each -> each.error() == KernelFinding.NOT_OFFERED);
      String amount =
          Double.isInfinite(largest) ? "unstable" : String.format(Locale.ROOT, "%.0e", largest);
      return wrong ? "! " + amount : missing ? "in part" : amount;
    }
  }

  private final Console console;

  KernelTable(Console console) {
    this.console = console;
  }

  /** Prints it, after trials where none were made. */
  void print() {
    Map<Kernels, KernelReport> reports = KernelRuntime.reports();
    List<Column> columns = new ArrayList<>();
    for (KernelReport report : reports.values()) {
      for (Precision precision : Precision.values()) {
        if (report.offers(precision)) {
          List<String> title = List.of(report.kernels().toString(), precision.text());
          columns.add(new Column(title, report, precision));
        }
      }
    }
    console.result(
        "Kernels on %s: largest difference from plain loops,".formatted(KernelRuntime.processor()));
    console.result("as a share of the largest value; ! is wrong, and is not used;");
    console.result("(channels of the input)");
    for (int line = 0; line < 2; line++) {
      StringBuilder row = new StringBuilder(ROW.formatted(""));
      for (Column column : columns) {
        row.append(CELL.formatted(column.title.get(line)));
      }
      console.result(row.toString().stripTrailing());
    }
    for (String name : names(reports)) {
      StringBuilder row = new StringBuilder(ROW.formatted(name));
      columns.forEach(column -> row.append(CELL.formatted(column.cell(name))));
      console.result(row.toString().stripTrailing());
    }
    row("explaining, ms", columns, Purpose.EXPLAINING);
    row("training, ms", columns, Purpose.TRAINING);
    reports.values().stream()
        .filter(report -> report.failure() != null)
        .forEach(report -> console.result("%s: %s".formatted(report.kernels(), report.failure())));
    console.result("");
    console.result(KernelRuntime.settle().reason());
  }

  private void row(String name, List<Column> columns, Purpose purpose) {
    StringBuilder row = new StringBuilder(ROW.formatted(name));
    for (Column column : columns) {
      double seconds = column.report.seconds(purpose, column.precision);
      row.append(CELL.formatted(String.format(Locale.ROOT, "%.1f", 1e3 * seconds)));
    }
    console.result(row.toString());
  }

  private static List<String> names(Map<Kernels, KernelReport> reports) {
    return reports.values().stream()
        .flatMap(report -> report.of(Precision.FLOAT32).stream())
        .map(KernelFinding::name)
        .distinct()
        .toList();
  }
}
