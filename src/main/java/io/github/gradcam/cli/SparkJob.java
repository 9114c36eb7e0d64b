package io.github.gradcam.cli;

import io.github.gradcam.cli.option.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The entry for {@code spark-submit}: the arguments are those of {@code gradcam batch}. */
public final class SparkJob {

  private static final String VERB = "batch";
  private static final String ENGINE = "--engine";

  private SparkJob() {}

  /**
   * Runs {@code gradcam batch --engine spark}. Returns where all is done: on YARN the driver is a
   * part of Spark's own process, which takes an exit for a failure.
   *
   * @param args the command line, with or without the verb and the engine
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    int code = new CommandLine(System.out, System.err).run(arguments(args));
    if (code != Command.DONE) {
      System.exit(code);
    }
  }

  static String[] arguments(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    boolean named =
        all.stream()
            .filter(each -> !each.startsWith("-"))
            .findFirst()
            .filter(VERB::equals)
            .isPresent();
    if (!named) {
      all.add(0, VERB);
    }
    if (!all.contains(ENGINE)) {
      all.addAll(List.of(ENGINE, "spark"));
    }
    return all.toArray(String[]::new);
  }
}
