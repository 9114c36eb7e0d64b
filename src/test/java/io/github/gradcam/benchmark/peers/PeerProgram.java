package io.github.gradcam.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.model.kernel.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Answers the benchmark in a process of its own. It says its version first; then each line of
 * standard input is a command, and gets one line of JSON after {@code =}, or a reason after {@code
 * !}. What else libraries print goes to standard error.
 *
 * <pre>
 * logits NETWORK BATCH
 * maps NETWORK BATCH CLASS,...
 * forward NETWORK BATCH CLASS,... SECONDS       seconds of each run
 * gradcam NETWORK BATCH CLASS,... SECONDS
 * </pre>
 */
final class PeerProgram {

  /** The libraries, by the name that a command line has. */
  enum Kind {
    OURS,
    OURS_ONNX,
    PYTORCH,
    PYTORCH_CHANNELS_LAST,
    ONNX_RUNTIME;

    PeerLibrary library(Precision precision) {
      return switch (this) {
        case OURS -> new OurLibrary(precision, false);
        case OURS_ONNX -> new OurLibrary(precision, true);
        case PYTORCH -> new PyTorchLibrary(PyTorchLibrary.PLAIN);
        case PYTORCH_CHANNELS_LAST -> new PyTorchLibrary(PyTorchLibrary.CHANNELS_LAST);
        case ONNX_RUNTIME -> new OnnxRuntimeLibrary();
      };
    }
  }

  /** Caches are cold after others' turns. */
  private static final long WARM_UP_NANOS = 150_000_000;

  private static final double NANOS = 1e9;

  private final Map<String, PeerNetwork> networks = new HashMap<>();

  private PeerProgram() {}

  /** Kind, precision, the file of the plan. */
  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    PeerLibrary library = Kind.valueOf(args[0]).library(Precision.valueOf(args[1]));
    Plan plan = Plan.read(Path.of(args[2]));
    PeerProgram program = new PeerProgram();
    for (TestedNetwork network : plan.networks()) {
      program.networks.put(network.name(), library.open(plan, network));
    }
    program.answer(library, answers);
    System.exit(0);
  }

  private void answer(PeerLibrary library, PrintStream answers) throws IOException {
    ObjectMapper json = new ObjectMapper();
    answers.println("= " + json.writeValueAsString(library.version()));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        answers.println("= " + json.writeValueAsString(answer(line.split(" ", -1))));
      } catch (Exception e) {
        e.printStackTrace();
        answers.println("! " + e);
      }
    }
  }

  private Object answer(String[] words) throws Exception {
    PeerNetwork network = networks.get(words[1]);
    int batch = Integer.parseInt(words[2]);
    int[] classes = words.length > 3 ? classes(words[3]) : new int[0];
    return switch (words[0]) {
      case "logits" -> network.forward(batch);
      case "maps" -> network.gradCam(batch, classes);
      case "forward" -> timed(() -> network.forward(batch), Double.parseDouble(words[4]));
      case "gradcam" -> timed(() -> network.gradCam(batch, classes), Double.parseDouble(words[4]));
      default ->
          throw new IllegalArgumentException(
              "Expected logits, maps, forward or gradcam, found " + words[0]);
    };
  }

  private static int[] classes(String text) {
    return Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** Seconds of each run, after runs that are not counted; at least one of each. */
  private static List<Double> timed(Callable<float[][]> task, double seconds) throws Exception {
    long warm = System.nanoTime() + WARM_UP_NANOS;
    do {
      task.call();
    } while (System.nanoTime() < warm);
    List<Double> times = new ArrayList<>();
    long start = System.nanoTime();
    long last = start;
    do {
      task.call();
      long now = System.nanoTime();
      times.add((now - last) / NANOS);
      last = now;
    } while ((last - start) / NANOS < seconds);
    return times;
  }
}
