package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.kernel.TrialProcess.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own for kernels. */
@Timeout(300)
class TrialProcessTest {

  private static final int MEGABYTES = 128;

  /** The exit code of a process that signal 4 ended. */
  private static final int ILLEGAL_INSTRUCTION = 128 + 4;

  @TempDir private Path folder;

  /** Writes the variable that TensorFlow reads, or ends otherwise. */
  public static final class Program {

    private Program() {}

    /** Does what its first argument names. */
    public static void main(String[] arguments) throws Exception {
      switch (arguments[0]) {
        case "write" -> Files.writeString(Path.of(arguments[1]), System.getenv(arguments[2]));
        case "crash" -> Runtime.getRuntime().halt(ILLEGAL_INSTRUCTION);
        default -> System.exit(1);
      }
    }
  }

  @Test
  void eachProcessHasTheKernelsThatItWasStartedWith() throws Exception {
    for (Kernels kernels : Kernels.values()) {
      Path file = folder.resolve(kernels.toString());
      List<String> arguments = List.of("write", file.toString(), Kernels.VARIABLE);
      assertThat(run(kernels, Threading.TOGETHER, arguments)).isEqualTo(End.DONE);
      assertThat(file).hasContent(kernels.value());
    }
  }

  @Test
  void aProcessWhoseRunsAreApartHasOneThreadForEachAndKeepsMemory() {
    Map.of(
            "TF_NUM_INTRAOP_THREADS", "1",
            "TF_NUM_INTEROP_THREADS", "-1",
            "TF_CPU_ALLOCATOR_USE_BFC", "true")
        .forEach(
            (variable, value) -> {
              Path file = folder.resolve(variable);
              List<String> arguments = List.of("write", file.toString(), variable);
              assertThat(run(Kernels.EIGEN, Threading.APART, arguments)).isEqualTo(End.DONE);
              String found = System.getenv().getOrDefault(variable, value);
              assertThat(file).hasContent(found);
            });
  }

  private static End run(Kernels kernels, Threading threading, List<String> arguments) {
    return TrialProcess.run(kernels, threading, Program.class, MEGABYTES, arguments);
  }

  @Test
  void aProcessThatASignalEndsHasCrashed() {
    assertThat(run(Kernels.EIGEN, Threading.TOGETHER, List.of("crash"))).isEqualTo(End.CRASHED);
  }

  @Test
  void aProgramThatCannotRunIsNotBlamedOnTheKernels() {
    assertThat(run(Kernels.EIGEN, Threading.TOGETHER, List.of("exit"))).isEqualTo(End.NOT_STARTED);
  }
}
