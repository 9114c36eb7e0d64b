package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.video.media.FrameImages;
import io.github.gradcam.video.media.VideoFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much is worked on at once depends on how large a frame is. */
class PipelineShapeTest {

  private static final VideoFormat SMALL = FrameImages.format(320, 180);

  /** 3840 * 2160 * 3 = 24,883,200 bytes a frame. */
  private static final VideoFormat UHD = FrameImages.format(3840, 2160);

  private static final long MEBI = 1L << 20;

  @Test
  void smallFramesGetTheBatchAskedFor() {
    assertThat(PipelineShape.fitting(SMALL, 150, 1, 8, 2, 1024 * MEBI))
        .isEqualTo(new PipelineShape(150, 1, 8, 2, 16));
  }

  @ParameterizedTest
  @CsvSource({
    // half of the memory holds 21, 10 and 2 frames of 4K
    "1024, 1, 32, 21",
    "1024, 1, 8, 8",
    "512, 1, 32, 10",
    "128, 1, 8, 2",
    "1024, 4, 8, 5",
    "1024, 21, 8, 1"
  })
  void largeFramesGetBatchesThatFit(int mebibytes, int every, int batch, int expected) {
    PipelineShape shape = PipelineShape.fitting(UHD, 150, every, batch, 2, mebibytes * MEBI);
    assertThat(shape.batch()).isEqualTo(expected);
    assertThat(shape.every()).isEqualTo(every);
    assertThat(shape.waiting()).isEqualTo(2);
  }

  @Test
  void hugeFramesAreExplainedOneByOne() {
    VideoFormat huge = FrameImages.format(7680, 4320);
    assertThat(PipelineShape.fitting(huge, 150, 1, 8, 2, 256 * MEBI).batch()).isEqualTo(1);
  }

  @Test
  void framesBetweenThatDoNotFitAreRefusedWithTheirNumber() {
    assertThatThrownBy(() -> PipelineShape.fitting(UHD, 150, 22, 8, 2, 1024 * MEBI))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected --every of at most 21 for frames of 3840 x 2160 pixels in this memory, found"
                + " 22; raise JAVA_OPTS=-Xmx");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1, 1, 1", "1, 0, 1, 1, 1", "1, 1, 0, 1, 1", "1, 1, 1, 0, 1", "1, 1, 1, 1, 0"})
  void nothingIsBelowOne(int size, int every, int batch, int threads, int waiting) {
    assertThatThrownBy(() -> new PipelineShape(size, every, batch, threads, waiting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "found %d, %d, %d, %d, %d".formatted(size, every, batch, threads, waiting));
  }
}
