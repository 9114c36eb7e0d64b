package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.kernel.TrialProcess.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        case "write" -> Files.writeString(Path.of(arguments[1]), System.getenv(Kernels.VARIABLE));
        case "crash" -> Runtime.getRuntime().halt(ILLEGAL_INSTRUCTION);
        default -> System.exit(1);
      }
    }
  }

  @Test
  void eachProcessHasTheKernelsThatItWasStartedWith() throws Exception {
    for (Kernels kernels : Kernels.values()) {
      Path file = folder.resolve(kernels.toString());
      List<String> arguments = List.of("write", file.toString());
      assertThat(TrialProcess.run(kernels, Program.class, MEGABYTES, arguments))
          .isEqualTo(End.DONE);
      assertThat(file).hasContent(kernels.value());
    }
  }

  @Test
  void aProcessThatASignalEndsHasCrashed() {
    assertThat(TrialProcess.run(Kernels.EIGEN, Program.class, MEGABYTES, List.of("crash")))
        .isEqualTo(End.CRASHED);
  }

  @Test
  void aProgramThatCannotRunIsNotBlamedOnTheKernels() {
    assertThat(TrialProcess.run(Kernels.EIGEN, Program.class, MEGABYTES, List.of("exit")))
        .isEqualTo(End.NOT_STARTED);
  }
}
