package io.github.gradcam.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.codec.ImageReadException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {

  static Stream<Throwable> failures() {
    return Stream.of(
        new NullPointerException(),
        new IOException(),
        new UncheckedIOException("cannot write", new IOException()),
        new UncheckedIOException(new IOException("disk on fire")),
        new UncheckedIOException(new IOException()),
        new ImageReadException("a.jpg: is cut"),
        new IllegalStateException(),
        new ArithmeticException("integer overflow"),
        new UnsatisfiedLinkError("no jnijavacpp in java.library.path: /tmp/x"),
        new NoClassDefFoundError("org/bytedeco/javacpp/Pointer"),
        new OutOfMemoryError(),
        new OutOfMemoryError("Java heap space"),
        new NoSuchFileException("a"),
        new AccessDeniedException("a"),
        new FileSystemException("a", null, "No space left on device"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void noMessageHoldsNullOrTheNameOfAClass(Throwable failure) {
    assertThat(Messages.of(failure))
        .isNotBlank()
        .doesNotContain("null", "Exception", "javacpp/Pointer", "library.path")
        .doesNotContainPattern("[A-Z]\\w+Error");
  }

  @Test
  void tooLittleMemorySaysHowToGiveMore() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    assertThat(Messages.of(new OutOfMemoryError("Java heap space")))
        .startsWith("Expected more memory than the %d MB".formatted(megabytes))
        .contains("JAVA_OPTS=-Xmx%dm".formatted(2 * megabytes), "run it again");
  }

  @Test
  void missingLibrariesSayWhatToLookAt() {
    assertThat(Messages.of(new UnsatisfiedLinkError())).contains("ulimit -n 1024", "~/.javacpp");
  }

  @Test
  void aLimitOfOpenFilesIsToldHoweverDeepItLies() {
    Throwable cause = new FileNotFoundException("tzdb.dat (Too many open files)");
    for (Throwable failure : List.of(cause, new Error(cause), new IllegalStateException(cause))) {
      assertThat(Messages.of(failure))
          .isEqualTo(
              "Expected to open more files at once than the system allows this process; raise its limit (ulimit -n 1024) and run it again");
    }
  }
}
