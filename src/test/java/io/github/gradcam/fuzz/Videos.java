package io.github.gradcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.media.FrameSource;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.TimeRange;
import io.github.gradcam.video.media.VideoException;
import io.github.gradcam.video.media.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** A damaged video gives frames of one size, or is refused in clear words. */
final class Videos implements FuzzKind {

  /** Enough of a file that claims more frames than it has. */
  private static final int MOST_FRAMES = 200;

  private final List<FuzzInput> seeds = SmallVideos.all(Files.createTempDirectory("fuzz-videos"));

  Videos() throws Exception {}

  @Override
  public FuzzInput next(RandomGenerator random) {
    FuzzInput seed = seeds.get(random.nextInt(seeds.size()));
    byte[] other = seeds.get(random.nextInt(seeds.size())).bytes();
    return new FuzzInput(seed.form(), new Mutator(random).mutated(seed.bytes(), other));
  }

  @Override
  public void read(FuzzInput input, Path file) throws IOException {
    try (FrameSource source = FrameSource.open(file, new Ratio(25, 1), TimeRange.ALL)) {
      int width = source.format().uprightWidth();
      int height = source.format().uprightHeight();
      assertThat(source.format().seconds()).isNotNegative().isFinite();
      assertThat(source.format().frames()).isNotNegative();
      source.sample(2).forEach(picture -> checkSize(picture, width, height));
      int count = 0;
      VideoFrame frame = source.next();
      for (; frame != null && count < MOST_FRAMES; frame = source.next()) {
        checkSize(frame.image(), width, height);
        assertThat(frame.seconds()).isFinite();
        count++;
      }
      String early = source.endedEarly();
      if (early != null) {
        ClearMessage.check(new VideoException(early));
      }
    } catch (VideoException e) {
      ClearMessage.check(e);
    }
  }

  private static void checkSize(RgbImage picture, int width, int height) {
    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
    assertThat(picture.pixels()).hasSize(width * height * RgbImage.CHANNELS);
  }
}
