package io.github.gradcam.video.media;

import io.github.gradcam.image.Letterbox;
import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbered images as a video; all get the size of the first, with black bars where they differ. */
public final class ImageSequence implements FrameSource {

  private static final Pattern NUMBER = Pattern.compile("%0?\\d*d");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final List<String> EXTENSIONS =
      List.of(".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff");

  private final List<Path> files;
  private final int first;
  private final VideoFormat format;
  private int next;
  private @Nullable String early;

  /**
   * Opens a sequence.
   *
   * @param pictures a folder, or a path such as {@code frames/%04d.png}
   * @param frameRate images a second
   * @param range what of it is read
   * @throws IOException if there is no image, or the first cannot be read
   */
  public ImageSequence(Path pictures, Ratio frameRate, TimeRange range) throws IOException {
    List<Path> all = files(pictures);
    if (all.isEmpty()) {
      throw new VideoException(
          "Expected images such as .jpg or .png in %s, found none".formatted(pictures));
    }
    int from = 0;
    while (from < all.size() && range.isBefore(from / frameRate.value())) {
      from++;
    }
    int to = from;
    while (to < all.size() && !range.isAfter(to / frameRate.value())) {
      to++;
    }
    if (from == to) {
      throw new VideoException(
          "Expected images of %s between %.1f s and %.1f s, found that all %d end at %.1f s"
              .formatted(
                  pictures, range.from(), range.to(), all.size(), all.size() / frameRate.value()));
    }
    this.files = all.subList(from, to);
    this.first = from;
    RgbImage picture = read(files.get(0));
    this.format =
        new VideoFormat(
            picture.width(),
            picture.height(),
            QuarterTurn.NONE,
            new Ratio(1, 1),
            frameRate,
            frameRate.inverse(),
            all.size(),
            all.size() / frameRate.value());
  }

  /**
   * Tells whether a path means a sequence rather than a video file.
   *
   * @param input a path
   * @return true for a folder and for a name with a number to fill in that is no file's own
   */
  public static boolean isSequence(Path input) {
    return Files.isDirectory(input)
        || (NUMBER.matcher(String.valueOf(input.getFileName())).find()
            && !Files.isRegularFile(input));
  }

  /** In the order of the last number in their names, then of the names. */
  private static List<Path> files(Path pictures) throws IOException {
    boolean folder = Files.isDirectory(pictures);
    Path where = folder ? pictures : pictures.toAbsolutePath().getParent();
    Pattern wanted =
        folder ? Pattern.compile(".*") : pattern(String.valueOf(pictures.getFileName()));
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(where)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        if (wanted.matcher(name).matches() && EXTENSIONS.stream().anyMatch(lower::endsWith)) {
          files.add(entry);
        }
      }
    }
    files.sort(Comparator.comparing(ImageSequence::number).thenComparing(Path::toString));
    return files;
  }

  private static Pattern pattern(String name) {
    Matcher number = NUMBER.matcher(name);
    if (!number.find()) {
      return Pattern.compile(Pattern.quote(name));
    }
    return Pattern.compile(
        Pattern.quote(name.substring(0, number.start()))
            + "\\d+"
            + Pattern.quote(name.substring(number.end())));
  }

  private static BigInteger number(Path file) {
    Matcher digits = DIGITS.matcher(String.valueOf(file.getFileName()));
    BigInteger last = BigInteger.ZERO;
    while (digits.find()) {
      last = new BigInteger(digits.group());
    }
    return last;
  }

  private static RgbImage read(Path file) throws VideoException {
    try {
      return ImageFiles.read(file);
    } catch (ImageReadException e) {
      throw new VideoException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public VideoFormat format() {
    return format;
  }

  /** An image that cannot be read ends the video. */
  @Override
  public @Nullable VideoFrame next() {
    if (next >= files.size()) {
      return null;
    }
    Path file = files.get(next);
    try {
      RgbImage image = Letterbox.fit(read(file), format.width(), format.height());
      int number = next++;
      int place = first + number;
      return new VideoFrame(number, place, place / format.frameRate().value(), image);
    } catch (VideoException e) {
      early =
          "Expected %d images, found that the video ends after %d: %s"
              .formatted(files.size(), next, e.getMessage());
      next = files.size();
      return null;
    }
  }

  /** Leaves out what cannot be read. */
  @Override
  public List<RgbImage> sample(int most) {
    List<RgbImage> sample = new ArrayList<>();
    int count = Math.min(most, files.size());
    for (int i = 0; i < count; i++) {
      try {
        sample.add(read(files.get((int) ((long) i * files.size() / count))));
      } catch (VideoException e) {
        // next() tells of it, if the video comes to it
      }
    }
    return sample;
  }

  @Override
  public @Nullable String endedEarly() {
    return early;
  }

  @Override
  public void close() {
    // no file stays open
  }
}
