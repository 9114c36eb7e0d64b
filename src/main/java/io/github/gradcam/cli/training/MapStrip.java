package io.github.gradcam.cli.training;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maps of all epochs as a moving image. Each epoch's is a file of its own at once, so that a
 * training that goes on after a kill keeps those of before.
 */
final class MapStrip {

  /** The moving image, in the folder of the training. */
  static final String FILE = "maps.webp";

  private static final String FOLDER = "maps";
  private static final Pattern FRAME = Pattern.compile("epoch-\\d{4,}\\.png");

  /** Of more epochs some are left out, evenly. */
  private static final int MOST_FRAMES = 60;

  private static final int MILLIS_A_FRAME = 500;
  private static final int MILLIS_OF_LAST = 2500;

  /** With more frames, the strip is made anew only when so many times as many are there. */
  private static final double GROWTH = 1.25;

  private static final int FEW = 8;

  private static final Logger LOG = LoggerFactory.getLogger(MapStrip.class);

  private final Path run;
  private int made;

  MapStrip(Path run) {
    this.run = run;
  }

  /** Forgets the maps of an earlier training. */
  void clear() throws IOException {
    for (Path frame : frames()) {
      Files.delete(frame);
    }
    Files.deleteIfExists(run.resolve(FILE));
  }

  /** Keeps the maps of an epoch; brings the strip up to date, ever more seldom. */
  void add(int epoch, RgbImage maps) throws IOException {
    ImageFiles.write(maps, run.resolve(FOLDER).resolve("epoch-%04d.png".formatted(epoch)));
    int count = frames().size();
    if (count <= FEW || count >= GROWTH * made) {
      write();
    }
  }

  /** Makes the strip of all that is there; of the size of the newest. */
  void write() throws IOException {
    List<RgbImage> images = new ArrayList<>();
    for (Path frame : evenly(frames())) {
      read(frame).ifPresent(images::add);
    }
    if (images.isEmpty()) {
      return;
    }
    RgbImage last = images.get(images.size() - 1);
    images.removeIf(image -> image.width() != last.width() || image.height() != last.height());
    Path part = run.resolve(".maps.part.webp");
    try (VideoWriter writer = new VideoWriter(part, format(last))) {
      for (int i = 0; i < images.size(); i++) {
        writer.write(images.get(i), (long) i * MILLIS_A_FRAME);
      }
      writer.finish(true, (images.size() - 1L) * MILLIS_A_FRAME + MILLIS_OF_LAST);
    }
    Files.move(part, run.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    made = frames().size();
  }

  private static VideoFormat format(RgbImage image) {
    return new VideoFormat(
        image.width(),
        image.height(),
        QuarterTurn.NONE,
        new Ratio(1, 1),
        new Ratio(1000, MILLIS_A_FRAME),
        new Ratio(1, 1000),
        0,
        0);
  }

  private static Optional<RgbImage> read(Path frame) {
    try {
      return Optional.of(ImageFiles.read(frame));
    } catch (ImageReadException e) {
      LOG.warn("{} is left out of {}: {}", frame, FILE, FailureWords.of(e));
      return Optional.empty();
    }
  }

  /** Whether the strip lacks maps that are there. */
  boolean isBehind() throws IOException {
    return made < frames().size();
  }

  private List<Path> frames() throws IOException {
    Path folder = run.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> FRAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** The first, the last, and what lies between in even steps. */
  private static List<Path> evenly(List<Path> all) {
    if (all.size() <= MOST_FRAMES) {
      return all;
    }
    List<Path> some = new ArrayList<>();
    for (int i = 0; i < MOST_FRAMES; i++) {
      some.add(all.get((int) Math.round((double) i * (all.size() - 1) / (MOST_FRAMES - 1))));
    }
    return some;
  }
}
