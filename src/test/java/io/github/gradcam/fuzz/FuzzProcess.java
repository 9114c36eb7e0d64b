package io.github.gradcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tries a kind of input in a JVM of its own, which native libraries may crash or fill with talk.
 */
final class FuzzProcess {

  private static final double SECONDS =
      Double.parseDouble(System.getProperty("fuzz.seconds", "60"));
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /** What the last cases and the start may take on a busy machine. */
  private static final int SECONDS_MORE = 300;

  private FuzzProcess() {}

  /**
   * Fails where an input breaks the promise, and says which.
   *
   * @param kind of input
   * @param share of the time for all kinds
   */
  static void run(Class<? extends FuzzKind> kind, double share)
      throws IOException, InterruptedException {
    String name = kind.getSimpleName().toLowerCase(Locale.ROOT);
    Files.createDirectories(Fuzzer.FOUND);
    Path results = Fuzzer.FOUND.resolve(name + ".txt");
    Path talk = Fuzzer.FOUND.resolve(name + ".log");
    double seconds = share * SECONDS;
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:TieredStopAtLevel=1", // a short start counts more than the speed later
                    "-XX:+UseSerialGC",
                    "-Djava.awt.headless=true",
                    "-XX:ErrorFile=" + Fuzzer.FOUND.resolve("crash-%p.log"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Fuzzer.class.getName(),
                    kind.getName(),
                    Double.toString(seconds),
                    Long.toString(SEED)))
            .redirectOutput(results.toFile())
            .redirectError(talk.toFile())
            .start();
    try {
      boolean ended = process.waitFor(Math.round(seconds) + SECONDS_MORE, TimeUnit.SECONDS);
      assertThat(ended).as("%s is done in time", name).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(results);
    System.out.println(text.lines().findFirst().orElse(""));
    assertThat(process.exitValue())
        .as(
            "%s, seed %d: inputs that break the promise; to repeat one, copy it to %s and run the test again%n%s%nIf there is none, the input was %s*, and %s tells more",
            name,
            SEED,
            Fuzzer.CORPUS.resolve(name),
            text,
            Fuzzer.FOUND.resolve("last-" + name),
            talk)
        .isZero();
  }
}
