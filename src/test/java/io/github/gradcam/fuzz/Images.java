package io.github.gradcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** A damaged image is decoded within the limits or refused in clear words. */
final class Images implements FuzzKind {

  private final List<FuzzInput> seeds = SmallImages.all();

  Images() throws Exception {}

  @Override
  public FuzzInput next(RandomGenerator random) {
    FuzzInput seed = seeds.get(random.nextInt(seeds.size()));
    byte[] other = seeds.get(random.nextInt(seeds.size())).bytes();
    byte[] bytes = new Mutator(random).mutated(seed.bytes(), other);
    boolean repaired = seed.form().equals("png") && random.nextInt(4) > 0;
    return new FuzzInput(seed.form(), repaired ? SmallImages.withChecksums(bytes) : bytes);
  }

  @Override
  public void read(FuzzInput input, Path file) {
    try {
      RgbImage image = ImageFiles.decoded(input.bytes(), "image").image();
      assertThat((long) image.width() * image.height()).isBetween(1L, (long) ImageFiles.MAX_PIXELS);
      assertThat(image.pixels()).hasSize(image.width() * image.height() * RgbImage.CHANNELS);
    } catch (ImageReadException e) {
      ClearMessage.check(e);
      assertThat(e.getMessage()).startsWith("image: ");
    }
  }
}
