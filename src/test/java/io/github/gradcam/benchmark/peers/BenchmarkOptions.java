package io.github.gradcam.benchmark.peers;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line says. */
final class BenchmarkOptions {

  static final String OURS = "ours";
  static final String PYTORCH = "pytorch";
  static final String PYTORCH_CHANNELS_LAST = "pytorch-channels-last";
  static final String PYTORCH_CHANNELS_LAST_AVX2 = "pytorch-channels-last-avx2";
  static final String ONNX_RUNTIME = "onnxruntime";
  static final String PYTHON = "python-torch";

  @Parameter(names = "--threads", description = "Threads that each computes with")
  int threads = 2;

  @Parameter(names = "--rounds", description = "How often they take turns")
  int rounds = 11;

  @Parameter(names = "--seconds", description = "How long a turn lasts at least")
  double seconds = 0.5;

  @Parameter(names = "--batches", description = "Batch sizes with commas between them")
  List<Integer> batches = List.of(1, 8);

  @Parameter(names = "--networks", description = "resnet18, squeezenet")
  List<String> networks = List.of("resnet18", "squeezenet");

  @Parameter(
      names = "--peers",
      description =
          "Who takes part besides ours: pytorch, pytorch-channels-last, pytorch-channels-last-avx2, onnxruntime, python-torch")
  List<String> peers = List.of(PYTORCH, ONNX_RUNTIME, PYTHON);

  @Parameter(
      names = "--ours",
      description =
          "Ways in which this project computes: auto, onnx (of the ONNX file), onednn, eigen, xla, mixed; ratios are those of the first")
  List<String> ours = List.of("onednn", "eigen", "xla");

  @Parameter(names = "--json", description = "A file for all that was measured")
  @Nullable Path json;

  @Parameter(names = "--folder", description = "Where exported networks and logs go")
  Path folder = Path.of("target/peers");

  @Parameter(names = "--models", description = "Where SqueezeNet is")
  Path models = Path.of("../shared/models");

  @Parameter(names = "--help", help = true, description = "Lists the options")
  boolean help;

  /** Refuses numbers that nothing can be measured with. */
  void check() {
    boolean smallBatch = batches.isEmpty() || batches.stream().anyMatch(batch -> batch < 1);
    if (threads < 1 || rounds < 1 || seconds <= 0 || smallBatch || ours.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected threads, rounds and batches of 1 or more, seconds above 0 and one of ours at least, found --threads %d --rounds %d --batches %s --seconds %s --ours %s"
              .formatted(threads, rounds, batches, seconds, ours));
    }
  }
}
