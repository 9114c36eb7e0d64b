package io.github.gradcam.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReducedDecodingTest {

  @TempDir Path folder;

  /**
   * More than 26 megapixels may not be in memory: 8000 x 4000 are halved, 20000 x 15000 quartered.
   */
  @ParameterizedTest
  @CsvSource({
    "4000, 3000, 1",
    "6500, 4000, 1",
    "6501, 4000, 2",
    "8000, 4000, 2",
    "20000, 15000, 4"
  })
  void onlyWhatIsBeyondTheBoundIsReduced(int width, int height, int denominator) throws Exception {
    ImageHeader header = new ImageHeader(ImageFormat.JPEG, width, height, 1, false, false);
    assertThat(BoundedDecoder.denominator(header)).isEqualTo(denominator);
  }

  @Test
  void sizeInTheFileIsToldOfAnImageThatTheBoundReduces() throws Exception {
    Path file = folder.resolve("huge.jpg");
    byte[] grey = ImageFilesTest.repeated(32_000_000, 9, 9, 9);
    ImageFiles.write(new RgbImage(8000, 4000, grey), file);
    DecodedImage read = ImageFiles.readDecoded(file);
    assertThat(read.image().width()).isEqualTo(4000);
    assertThat(read.width()).isEqualTo(8000);
    assertThat(read.height()).isEqualTo(4000);
  }
}
