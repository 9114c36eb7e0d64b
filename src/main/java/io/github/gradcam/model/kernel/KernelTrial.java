package io.github.gradcam.model.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;

/**
 * Tries the kernels that this process has loaded; the main class of a process that does nothing
 * else.
 */
public final class KernelTrial {

  /** Below it, nothing was computed in 16 bits. */
  private static final double ROUNDED = 1e-5;

  private static final int MEGABYTES = 512;

  private KernelTrial() {}

  /**
   * Tries them and writes the report as JSON.
   *
   * @param arguments the kernels that the environment asks for, and the file to write
   * @throws IOException if it cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    KernelReport report = of(Kernels.of(arguments[0]));
    new JsonMapper().writeValue(Path.of(arguments[1]).toFile(), report);
  }

  /**
   * Tries kernels in a process of their own.
   *
   * @return the report, also of a crash; nothing where no process could be started
   */
  static Optional<KernelReport> inProcess(Kernels kernels) {
    Path answer = null;
    try {
      answer = Files.createTempFile("gradcam-kernels", ".json");
      List<String> arguments = List.of(kernels.toString(), answer.toString());
      return switch (TrialProcess.run(
          kernels, Threading.TOGETHER, KernelTrial.class, MEGABYTES, arguments)) {
        case DONE -> Optional.of(new JsonMapper().readValue(answer.toFile(), KernelReport.class));
        case CRASHED -> Optional.of(KernelReport.failed(kernels, "a trial of them crashed"));
        case NOT_STARTED -> Optional.empty();
      };
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      TrialProcess.delete(answer);
    }
  }

  /** Tries the kernels of this process, which have the given name. */
  static KernelReport of(Kernels kernels) {
    List<KernelCase> cases = KernelCases.all();
    List<KernelFinding> float32 = new KernelCheck(config(Precision.FLOAT32)).run(cases);
    List<KernelFinding> mixed = new KernelCheck(config(Precision.MIXED)).run(cases);
    boolean offered = mixed.stream().anyMatch(finding -> finding.error() > ROUNDED);
    return new KernelReport(
        kernels,
        float32,
        offered ? mixed : List.of(),
        seconds(Precision.FLOAT32),
        offered ? seconds(Precision.MIXED) : KernelReport.Seconds.NONE,
        null);
  }

  private static KernelReport.Seconds seconds(Precision precision) {
    KernelSpeed speed = new KernelSpeed(config(precision));
    return new KernelReport.Seconds(speed.explaining(), speed.training());
  }

  private static ConfigProto config(Precision precision) {
    return ConfigProto.newBuilder()
        .setAllowSoftPlacement(true)
        .putDeviceCount("GPU", 0)
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(precision.rewriter()))
        .build();
  }
}
