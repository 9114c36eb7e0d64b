package io.github.gradcam.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Tries what was found before, then new cases until its time is over. */
final class Fuzzer {

  /** What broke the promise once, a folder for each kind. */
  static final Path CORPUS = Path.of("src/test/resources/fuzz");

  /** Where what breaks it now goes. */
  static final Path FOUND = Path.of("target/fuzz");

  /** How many cases there are at least, however slow the machine is. */
  private static final int LEAST_CASES = 20;

  private static final int MOST_FINDS = 20;
  private static final int SHOWN_FRAMES = 30;
  private static final int SECONDS_A_CASE = 30;
  private static final int MEGABYTES_A_CASE = 1_500;

  private final FuzzKind kind;
  private final String name;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(Fuzzer::daemon);
  private final PeakMemory memory = new PeakMemory();
  private final Map<String, String> finds = new LinkedHashMap<>();
  private boolean hung;

  private Fuzzer(FuzzKind kind) {
    this.kind = kind;
    this.name = kind.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes how many cases there were and what was found; exits with 1 where anything was.
   *
   * @param args the class of a kind, the seconds since the start of the JVM, a seed
   */
  public static void main(String[] args) throws Exception {
    double started = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    long end = System.nanoTime() + (long) ((Double.parseDouble(args[1]) - started) * 1e9);
    var kind = Class.forName(args[0]).asSubclass(FuzzKind.class).getDeclaredConstructor();
    Fuzzer fuzzer = new Fuzzer(kind.newInstance());
    fuzzer.run(end, Long.parseLong(args[2]));
    fuzzer.finds.values().forEach(System.out::println);
    System.exit(fuzzer.finds.isEmpty() ? 0 : 1);
  }

  private void run(long end, long seed) throws Exception {
    long begin = System.nanoTime();
    int old = 0;
    for (Path file : corpus()) {
      if (hung) {
        break;
      }
      attempt(FuzzInput.read(file), file);
      old++;
    }
    int cases = 0;
    while (!hung && finds.size() < MOST_FINDS && (System.nanoTime() < end || cases < LEAST_CASES)) {
      FuzzInput input = kind.next(new SplittableRandom((seed << Integer.SIZE) | cases));
      attempt(input, FOUND.resolve("%s-%d-%d.%s".formatted(name, seed, cases, input.form())));
      cases++;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "fuzz %s: seed %d, %d old and %d new cases, %.0f a second, %d finds%n",
        name, seed, old, cases, (old + cases) / seconds, finds.size());
  }

  private List<Path> corpus() throws IOException {
    Path folder = CORPUS.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of(); // nothing was found yet
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private void attempt(FuzzInput input, Path file) throws Exception {
    // Written first: a crash of native code leaves nothing else.
    Path trace = input.write(FOUND, "last-" + name);
    memory.begin();
    Thread[] thread = new Thread[1];
    Future<?> future =
        worker.submit(
            () -> {
              thread[0] = Thread.currentThread();
              kind.read(input, trace);
              return null;
            });
    try {
      future.get(SECONDS_A_CASE, TimeUnit.SECONDS);
      long megabytes = memory.megabytes();
      if (megabytes > MEGABYTES_A_CASE) {
        find(input, file, "memory", "took %d MB".formatted(megabytes));
      }
    } catch (TimeoutException e) {
      List<String> frames =
          Stream.of(thread[0].getStackTrace()).map(frame -> "  at " + frame).toList();
      find(input, file, "hang", "not done after %d s\n%s".formatted(SECONDS_A_CASE, join(frames)));
      hung = true;
    } catch (ExecutionException e) {
      find(input, file, similarity(e.getCause()), text(e.getCause()));
    }
    Files.delete(trace);
  }

  private void find(FuzzInput input, Path file, String similarity, String text) throws IOException {
    if (!finds.containsKey(similarity)) {
      if (file.startsWith(FOUND)) {
        Files.write(file, input.bytes());
      }
      finds.put(similarity, "%s: %s".formatted(file, text));
    }
  }

  /** Finds with the same are shown once. */
  private static String similarity(Throwable failure) {
    List<String> parts = new ArrayList<>();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      parts.add(t.getClass() + message.replaceAll("\\d+|'[^']*'|\\S*/\\S*", "#"));
      Stream.of(t.getStackTrace()).limit(1).forEach(frame -> parts.add(frame.toString()));
    }
    return join(parts);
  }

  private static String text(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return join(
        text.toString()
            .lines()
            .filter(line -> !line.contains("java.util.concurrent"))
            .limit(SHOWN_FRAMES)
            .toList());
  }

  private static String join(List<String> lines) {
    return String.join("\n", lines);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "fuzz");
    thread.setDaemon(true);
    return thread;
  }
}
