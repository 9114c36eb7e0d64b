package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureWordsTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("a.zip"), "nothing at a.zip"),
        Arguments.of(new AccessDeniedException("a.zip"), "no right to use a.zip"),
        Arguments.of(new NotDirectoryException("a"), "a is in use, or of another kind"),
        Arguments.of(
            new FileSystemException("a", null, "No space left on device"),
            "expected to use a, found: No space left on device"),
        Arguments.of(new UncheckedIOException(new NoSuchFileException("a")), "nothing at a"),
        Arguments.of(new EOFException(), "it ends too early"),
        Arguments.of(new IOException(), "its data is damaged"),
        Arguments.of(
            new RuntimeException("OpenCV(4.10.0) /home/x/grfmt_png.cpp:12: error: (-215)"),
            "its data is damaged"),
        Arguments.of(
            new IOException("Unexpected character ('x')\n at [Source: REDACTED]"),
            "Unexpected character ('x')"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void sayWhyInOneLineWithoutNamesOfClasses(Throwable failure, String words) {
    assertThat(FailureWords.of(failure)).isEqualTo(words);
  }

  @Test
  void whatHasNoWordsIsCalledWhatTheCallerKnows() {
    assertThat(FailureWords.of(new NullPointerException(), "one")).isEqualTo("one");
    assertThat(FailureWords.of(new IOException("disk on fire"), "one")).isEqualTo("disk on fire");
  }
}
