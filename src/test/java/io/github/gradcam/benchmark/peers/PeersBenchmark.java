package io.github.gradcam.benchmark.peers;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures this project and its peers in turns, each in a process of its own, after checking that
 * they compute the same. Exit code 1 where they do not, 2 for wrong usage.
 */
public final class PeersBenchmark {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final String TABLE =
      """
      | network | peer | batch | forward, ms | with Grad-CAM, ms | ours / it, forward | ours / it, with Grad-CAM |
      | --- | --- | --- | --- | --- | --- | --- |""";

  /** Threads that wait by turning in circles stop within this time. */
  private static final long SETTLING_MILLIS = 500;

  private static final long WATCHED_MILLIS = 1000;

  /** Of a processor, that may be taken while all wait. */
  private static final double IDLE_SHARE = 0.05;

  private static final double MILLIS = 1e3;

  private final BenchmarkOptions options;
  private final List<PeerProcess> processes = new ArrayList<>();
  private final Map<String, String> versions = new LinkedHashMap<>();
  private final List<Agreement> agreements = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private double busy;

  private PeersBenchmark(BenchmarkOptions options) {
    this.options = options;
  }

  /** The command line. */
  public static void main(String[] args) throws InterruptedException {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    BenchmarkOptions options = new BenchmarkOptions();
    JCommander parser = JCommander.newBuilder().addObject(options).programName("peers").build();
    int code = FAILED;
    try {
      parser.parse(args);
      options.check();
      if (options.help) {
        parser.usage();
        code = 0;
      } else {
        code = new PeersBenchmark(options).run() ? 0 : FAILED;
      }
    } catch (ParameterException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      code = WRONG_USAGE;
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
    System.exit(code);
  }

  /** Whether all agree. */
  private boolean run() throws IOException, InterruptedException {
    Files.createDirectories(options.folder);
    List<TestedNetwork> networks =
        new ExportedNetworks(options.folder, options.models)
            .networks(options.networks, System.out::println);
    Plan plan = new Plan(options.folder.toString(), options.threads, options.batches, networks);
    for (TestedNetwork network : networks) {
      BenchmarkImages.of(plan, network).write(Collections.max(options.batches));
    }
    try {
      start(plan);
      describe();
      Map<TestedNetwork, int[]> classes = compare(networks);
      if (!agreements.stream().allMatch(Agreement::holds)) {
        System.out.println("Expected the same answers of all, found others: nothing was measured");
        return false;
      }
      watch();
      System.out.println();
      System.out.println(TABLE);
      for (TestedNetwork network : networks) {
        for (int batch : options.batches) {
          measure(network, Arrays.copyOf(classes.get(network), batch));
        }
      }
      report();
      return true;
    } finally {
      processes.forEach(PeerProcess::close);
    }
  }

  private List<Peer> peers(Plan plan) throws IOException, InterruptedException {
    List<Peer> peers = new ArrayList<>();
    for (String variant : options.ours) {
      peers.add(Peer.ours(OurVariant.of(variant), options.threads));
    }
    for (String name : options.peers) {
      switch (name) {
        case BenchmarkOptions.PYTORCH ->
            peers.add(Peer.pyTorch("PyTorch", PeerProgram.Kind.PYTORCH, plan, Map.of()));
        case BenchmarkOptions.PYTORCH_CHANNELS_LAST ->
            peers.add(
                Peer.pyTorch(
                    "PyTorch channels last",
                    PeerProgram.Kind.PYTORCH_CHANNELS_LAST,
                    plan,
                    Map.of()));
        case BenchmarkOptions.PYTORCH_CHANNELS_LAST_AVX2 ->
            peers.add(
                Peer.pyTorch(
                    "PyTorch channels last AVX2",
                    PeerProgram.Kind.PYTORCH_CHANNELS_LAST,
                    plan,
                    Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")));
        case BenchmarkOptions.ONNX_RUNTIME -> peers.add(Peer.onnxRuntime("ONNX Runtime"));
        case BenchmarkOptions.PYTHON -> {
          if (Python.has("torch", "torchvision")) {
            peers.add(Peer.python("PyTorch in Python", options.threads));
          } else {
            System.out.println(
                "Left out: PyTorch in Python, which %s has not; install it: %s"
                    .formatted(Python.PROGRAM, Python.INSTALL));
          }
        }
        default ->
            throw new IllegalArgumentException(
                "Expected --peers of pytorch, pytorch-channels-last, pytorch-channels-last-avx2, onnxruntime, python-torch, found '%s'"
                    .formatted(name));
      }
    }
    return peers;
  }

  private void start(Plan plan) throws IOException, InterruptedException {
    Path file = plan.write();
    for (Peer peer : peers(plan)) {
      processes.add(peer.start(file));
      // One after the other, for loading takes all processors.
      PeerProcess process = processes.get(processes.size() - 1);
      versions.put(peer.name(), process.version());
    }
  }

  private void describe() throws IOException {
    System.out.printf(
        "%s; %d threads each; %d rounds; medians ± their median absolute deviation%n",
        Machine.processor(), options.threads, options.rounds);
    versions.forEach((peer, version) -> System.out.printf("- %s: %s%n", peer, version));
    System.out.println();
  }

  /** Compares all with the first, and gives the likeliest class of each image. */
  private Map<TestedNetwork, int[]> compare(List<TestedNetwork> networks) throws IOException {
    Map<TestedNetwork, int[]> classes = new LinkedHashMap<>();
    int batch = Collections.max(options.batches);
    for (TestedNetwork network : networks) {
      float[][] logits = processes.get(0).logits(network, batch);
      int[] likeliest = Arrays.stream(logits).mapToInt(PeersBenchmark::largest).toArray();
      classes.put(network, likeliest);
      Agreement.Answers ours =
          new Agreement.Answers(logits, processes.get(0).maps(network, likeliest));
      for (PeerProcess process : processes.subList(1, processes.size())) {
        Agreement.Answers theirs =
            new Agreement.Answers(
                process.logits(network, batch),
                process.peer().explains() ? process.maps(network, likeliest) : null);
        Agreement agreement = Agreement.of(network, process.peer(), ours, theirs);
        agreements.add(agreement);
        System.out.println(
            "- %s%s"
                .formatted(
                    agreement.text(),
                    agreement.holds()
                        ? ""
                        : ": expected at most %.0e".formatted(agreement.tolerance())));
      }
    }
    return classes;
  }

  /** Says who computes while all peers should wait. */
  private void watch() throws InterruptedException {
    Thread.sleep(SETTLING_MILLIS);
    Machine.busy();
    List<Duration> before = processes.stream().map(PeerProcess::computed).toList();
    Thread.sleep(WATCHED_MILLIS);
    busy = Machine.busy();
    if (busy > IDLE_SHARE) {
      System.out.printf(
          "Expected a machine without other work, found it %.0f %% busy: measure again when it is quiet, for PyTorch's threads suffer most%n",
          100 * busy);
    }
    for (int i = 0; i < before.size(); i++) {
      Duration spent = processes.get(i).computed().minus(before.get(i));
      double share = spent.toMillis() / (double) WATCHED_MILLIS;
      if (share > IDLE_SHARE) {
        System.out.printf(
            "Expected %s to wait, found it computing %.0f %% of the time: it disturbs the others%n",
            processes.get(i).peer().name(), 100 * share);
      }
    }
  }

  private void measure(TestedNetwork network, int[] classes) throws IOException {
    List<Map<Task, List<Double>>> times = new ArrayList<>();
    processes.forEach(process -> times.add(new EnumMap<>(Task.class)));
    for (int round = 0; round < options.rounds; round++) {
      for (int turn = 0; turn < processes.size(); turn++) {
        // Another begins each round, so that nobody always follows the same.
        int i = (turn + round) % processes.size();
        PeerProcess process = processes.get(i);
        for (Task task : Task.values()) {
          if (task == Task.FORWARD || process.peer().explains()) {
            List<Double> runs = process.turn(task, network, classes, options.seconds);
            times
                .get(i)
                .computeIfAbsent(task, key -> new ArrayList<>())
                .add(MILLIS * Spread.median(runs));
          }
        }
      }
    }
    List<Map<Task, Spread>> spreads = times.stream().map(PeersBenchmark::spreads).toList();
    Map<Task, Spread> ours = spreads.get(0);
    for (int i = 0; i < processes.size(); i++) {
      Map<Task, Spread> theirs = spreads.get(i);
      Row row =
          Row.of(
              network.title(),
              processes.get(i).peer().name(),
              classes.length,
              theirs.get(Task.FORWARD),
              theirs.get(Task.GRADCAM),
              ours.get(Task.FORWARD),
              ours.get(Task.GRADCAM));
      rows.add(row);
      System.out.println(row.markdown());
    }
  }

  private static Map<Task, Spread> spreads(Map<Task, List<Double>> times) {
    Map<Task, Spread> spreads = new EnumMap<>(Task.class);
    times.forEach((task, rounds) -> spreads.put(task, Spread.of(rounds)));
    return spreads;
  }

  private void report() throws IOException {
    if (options.json != null) {
      new Report(
              Machine.processor(),
              options.threads,
              options.rounds,
              options.seconds,
              busy,
              versions,
              agreements,
              rows)
          .write(options.json);
    }
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
