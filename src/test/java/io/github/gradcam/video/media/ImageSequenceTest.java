package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of one colour each, which tells them apart. */
class ImageSequenceTest {

  private static final Ratio RATE = new Ratio(25, 1);

  @TempDir Path folder;

  private Path picture(String name, int colour) throws IOException {
    return picture(name, colour, 16, 12);
  }

  private Path picture(String name, int colour, int width, int height) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageFiles.write(FrameImages.flat(width, height, colour), file);
    return file;
  }

  /** Images 1 to a count, whose colour is their number. */
  private void numbered(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      picture("frame%d.png".formatted(i), i);
    }
  }

  private static List<VideoFrame> frames(FrameSource source) throws IOException {
    List<VideoFrame> frames = new ArrayList<>();
    for (VideoFrame frame = source.next(); frame != null; frame = source.next()) {
      frames.add(frame);
    }
    assertThat(source.next()).isNull();
    return frames;
  }

  private static List<Integer> colours(Path pictures) throws IOException {
    try (ImageSequence sequence = new ImageSequence(pictures, RATE, TimeRange.ALL)) {
      return colours(frames(sequence));
    }
  }

  private static List<Integer> colours(List<VideoFrame> frames) {
    return frames.stream().map(frame -> FrameImages.at(frame.image(), 0, 0)).toList();
  }

  @Test
  void folderIsReadInTheOrderOfItsNumbers() throws IOException {
    numbered(11);
    Files.writeString(folder.resolve("frame3.txt"), "no image");
    assertThat(colours(folder)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void lastNumberOfANameCounts() throws IOException {
    picture("take2-9.png", 1);
    picture("take1-10.png", 2);
    picture("take3-123456789012345678901234567890.png", 3);
    assertThat(colours(folder)).containsExactly(1, 2, 3);
  }

  @Test
  void namesWithoutNumbersAreReadInTheirOwnOrder() throws IOException {
    picture("b.png", 2);
    picture("c.png", 3);
    picture("a.png", 1);
    assertThat(colours(folder)).containsExactly(1, 2, 3);
  }

  @Test
  void patternTakesTheNamesThatFitOnly() throws IOException {
    picture("shot 0010.png", 3);
    picture("shot 0002.png", 2);
    picture("shot 0001.png", 1);
    picture("other 0001.png", 9);
    picture("shot 0003.jpg", 9);
    picture("shot x.png", 9);
    assertThat(colours(folder.resolve("shot %04d.png"))).containsExactly(1, 2, 3);
    assertThat(colours(folder.resolve("shot %d.png"))).containsExactly(1, 2, 3);
  }

  @Test
  void signsOfAPatternsNameMeanThemselves() throws IOException {
    picture("a+(b).[1].png", 1);
    picture("aab.11.png", 9);
    assertThat(colours(folder.resolve("a+(b).[%d].png"))).containsExactly(1);
  }

  @Test
  void namesMayHaveSpacesAndLettersOfAnyScript() throws IOException {
    picture("\u96ea\u5c71 \u00e9t\u00e9/\u0444\u043e\u0442\u043e 1.png", 1);
    picture("\u96ea\u5c71 \u00e9t\u00e9/\u0444\u043e\u0442\u043e 2.png", 2);
    Path inner = folder.resolve("\u96ea\u5c71 \u00e9t\u00e9");
    assertThat(colours(inner)).containsExactly(1, 2);
    assertThat(colours(inner.resolve("\u0444\u043e\u0442\u043e %d.png"))).containsExactly(1, 2);
  }

  @Test
  void timesFollowFromTheRate() throws IOException {
    numbered(4);
    Ratio rate = new Ratio(30000, 1001);
    try (ImageSequence sequence = new ImageSequence(folder, rate, TimeRange.ALL)) {
      assertThat(sequence.format().frameRate()).isEqualTo(rate);
      assertThat(sequence.format().timeBase()).isEqualTo(new Ratio(1001, 30000));
      assertThat(sequence.format().frames()).isEqualTo(4);
      assertThat(sequence.format().seconds()).isCloseTo(4 * 1001 / 30000.0, within(1e-9));
      List<VideoFrame> frames = frames(sequence);
      for (int i = 0; i < 4; i++) {
        assertThat(frames.get(i).number()).isEqualTo(i);
        assertThat(frames.get(i).timestamp()).isEqualTo(i);
        assertThat(frames.get(i).seconds()).isCloseTo(i * 1001 / 30000.0, within(1e-9));
      }
    }
  }

  @Test
  void imagesOfOtherSizesGetTheSizeOfTheFirstWithBlackBars() throws IOException {
    picture("1.png", 0x102030, 40, 30);
    picture("2.png", 0x405060, 80, 20);
    picture("3.png", 0x708090, 7, 90);
    try (ImageSequence sequence = new ImageSequence(folder, RATE, TimeRange.ALL)) {
      List<VideoFrame> frames = frames(sequence);
      assertThat(frames).allMatch(f -> f.image().width() == 40 && f.image().height() == 30);
      assertThat(FrameImages.at(frames.get(0).image(), 0, 0)).isEqualTo(0x102030);
      assertThat(FrameImages.at(frames.get(1).image(), 20, 15)).isEqualTo(0x405060);
      assertThat(FrameImages.at(frames.get(1).image(), 20, 2)).isZero();
      assertThat(FrameImages.at(frames.get(2).image(), 20, 15)).isEqualTo(0x708090);
      assertThat(FrameImages.at(frames.get(2).image(), 5, 15)).isZero();
      assertThat(sequence.endedEarly()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.2, 1, 5",
    "0.2, 0.4, 6, 10",
    // in doubles, 0.28 * 25 is more than 7
    "0.28, 0.56, 8, 14",
    "0.21, 0.25, 7, 7",
    "0.76, 99, 20, 20"
  })
  void partIsReadToTheImage(double from, double to, int first, int last) throws IOException {
    numbered(20);
    try (ImageSequence part = new ImageSequence(folder, RATE, new TimeRange(from, to))) {
      List<VideoFrame> frames = frames(part);
      assertThat(colours(frames).get(0)).isEqualTo(first);
      assertThat(frames).hasSize(last - first + 1);
      assertThat(frames.get(0).number()).isZero();
      assertThat(frames.get(0).timestamp()).isEqualTo(first - 1);
      assertThat(frames.get(0).seconds()).isCloseTo((first - 1) / 25.0, within(1e-9));
    }
  }

  @Test
  void partAfterTheEndIsRefusedWithTheLength() throws IOException {
    numbered(10);
    assertThatThrownBy(() -> new ImageSequence(folder, RATE, new TimeRange(0.5, 9)))
        .isInstanceOf(VideoException.class)
        .hasMessage(
            "Expected images of %s between 0.5 s and 9.0 s, found that all 10 end at 0.4 s",
            folder);
  }

  @Test
  void imageThatCannotBeReadEndsTheVideoWithASentence() throws IOException {
    numbered(6);
    Files.writeString(folder.resolve("frame5.png"), "no image");
    try (ImageSequence sequence = new ImageSequence(folder, RATE, new TimeRange(0.04, 9))) {
      assertThat(sequence.sample(5)).hasSize(4);
      assertThat(sequence.endedEarly()).isNull();
      assertThat(colours(frames(sequence))).containsExactly(2, 3, 4);
      assertThat(sequence.endedEarly())
          .startsWith("Expected 5 images, found that the video ends after 3: ")
          .contains("frame5.png");
    }
  }

  @Test
  void firstImageThatCannotBeReadIsAFailure() throws IOException {
    numbered(3);
    Files.writeString(folder.resolve("frame1.png"), "no image");
    assertThatThrownBy(() -> new ImageSequence(folder, RATE, TimeRange.ALL))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("frame1.png");
  }

  @Test
  void sampleIsSpreadOverThePartAndChangesNothing() throws IOException {
    numbered(20);
    try (ImageSequence part = new ImageSequence(folder, RATE, new TimeRange(0.4, 0.8))) {
      assertThat(part.sample(5))
          .extracting(p -> FrameImages.at(p, 0, 0))
          .containsExactly(11, 13, 15, 17, 19);
      assertThat(part.sample(99)).hasSize(10);
      List<RgbImage> none = part.sample(0);
      assertThat(none).isEmpty();
      assertThat(colours(frames(part))).hasSize(10).startsWith(11);
    }
  }

  @Test
  void noImagesAreRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> new ImageSequence(empty, RATE, TimeRange.ALL))
        .isInstanceOf(VideoException.class)
        .hasMessage("Expected images such as .jpg or .png in %s, found none", empty);
    picture("a1.png", 1);
    assertThatThrownBy(() -> new ImageSequence(folder.resolve("b%d.png"), RATE, TimeRange.ALL))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("b%d.png")
        .hasMessageContaining("found none");
    assertThatThrownBy(
            () -> new ImageSequence(folder.resolve("nowhere/%d.png"), RATE, TimeRange.ALL))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void foldersAndNumbersToFillInAreSequences() throws IOException {
    assertThat(ImageSequence.isSequence(folder)).isTrue();
    assertThat(ImageSequence.isSequence(Path.of("frames/%04d.png"))).isTrue();
    assertThat(ImageSequence.isSequence(Path.of("frames/%d.png"))).isTrue();
    assertThat(ImageSequence.isSequence(Path.of("film.mp4"))).isFalse();
    assertThat(ImageSequence.isSequence(Path.of("100%.mp4"))).isFalse();
  }

  @Test
  void fileWhoseNameLooksLikeAPatternIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("100%done.mp4"));
    assertThat(ImageSequence.isSequence(file)).isFalse();
  }
}
