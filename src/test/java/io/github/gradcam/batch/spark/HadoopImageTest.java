package io.github.gradcam.batch.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HadoopImageTest {

  @TempDir Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no pipes in folders there")
  @Timeout(60)
  void aPipeIsRefusedWithoutBeingOpened() throws Exception {
    Path pipe = folder.resolve("pipe.jpg");
    assertThatThrownBy(() -> read(pipe))
        .isInstanceOf(ImageReadException.class)
        .hasMessage("Expected a file, found none: it was there when it was listed");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertThatThrownBy(() -> read(pipe))
        .isInstanceOf(ImageReadException.class)
        .hasMessage("expected a regular file, found a pipe, a socket or a device");
  }

  private static void read(Path file) throws ImageReadException {
    ListedImage listed = new ListedImage("pipe.jpg", file.toUri().toString(), 0, null);
    new HadoopImage(listed, new Configuration()).decode();
  }
}
