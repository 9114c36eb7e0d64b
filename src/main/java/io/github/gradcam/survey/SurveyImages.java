package io.github.gradcam.survey;

import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.evaluate.labels.GreyThumbnail;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ThumbnailCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is taken of the images themselves, each decoded once: thumbnails, small grey ones to compare
 * by, and for those of trials the pixels at the network's input size.
 */
final class SurveyImages {

  private static final Logger LOG = LoggerFactory.getLogger(SurveyImages.class);
  private static final String IN_ARCHIVE = "!/";

  /** Of the images that mean images are made of. */
  private static final int MEAN_SIDE = 32;

  private final @Nullable ThumbnailCell[] cells;
  private final @Nullable GreyThumbnail[] grey;
  private final @Nullable RgbImage[] small;
  private final Map<Integer, RgbImage> inputs = new HashMap<>();
  private int unread;

  private SurveyImages(int count) {
    this.cells = new ThumbnailCell[count];
    this.grey = new GreyThumbnail[count];
    this.small = new RgbImage[count];
  }

  /**
   * Reads the images of the page. One that cannot be read any more has no thumbnail.
   *
   * @param sample names them
   * @param order in which their thumbnails are laid down: places on the page
   * @param tried those whose pixels are wanted
   * @param size rows and columns of the network's input
   */
  static SurveyImages read(
      RowSample sample,
      List<Integer> order,
      BitSet tried,
      int size,
      ReportFolder folder,
      SurveyProgress progress)
      throws IOException {
    SurveyImages images = new SurveyImages(sample.rows().size());
    Map<String, Integer> places = new HashMap<>();
    Set<String> sources = new LinkedHashSet<>();
    for (int place : order) {
      String path = sample.rows().get(place).path();
      places.put(path, place);
      int archive = path.indexOf(IN_ARCHIVE);
      String source = archive < 0 ? path : path.substring(0, archive);
      if (Files.isRegularFile(Path.of(source))) {
        sources.add(source);
      }
    }
    if (sources.isEmpty()) {
      images.unread = places.size();
      return images;
    }
    ImageInputs inputs = ImageInputs.of(List.copyOf(sources), Path.of(""), ListColumns.DEFAULT);
    long done = 0;
    try (ImageCollection.Entries entries = inputs.open()) {
      for (ImageEntry entry = entries.next(); entry != null; entry = entries.next()) {
        Integer place = places.remove(entry.path());
        if (place != null) {
          images.take(place, entry, tried.get(place) ? size : 0, folder);
          done++;
          progress.at(SurveyProgress.Stage.READING, done, order.size());
        }
      }
    }
    images.unread += places.size();
    return images;
  }

  private void take(int place, ImageEntry entry, int size, ReportFolder folder) throws IOException {
    try {
      RgbImage image = entry.content().decode().image();
      cells[place] = folder.thumbnail(image);
      grey[place] = GreyThumbnail.of(image);
      small[place] = Resize.bilinear(image, MEAN_SIDE, MEAN_SIDE);
      if (size > 0) {
        inputs.put(place, new RgbImage(size, size, InputPixels.of(image, size)));
      }
    } catch (ImageReadException e) {
      LOG.debug("{} has no thumbnail", entry.path(), e);
      unread++;
    }
  }

  /** Where the thumbnail of an image lies; null if it could not be read. */
  @Nullable ThumbnailCell cell(int place) {
    return cells[place];
  }

  /** The small grey one of an image; null if it could not be read. */
  @Nullable GreyThumbnail grey(int place) {
    return grey[place];
  }

  /** The mean of images, a square of a thumbnail's side; null if none could be read. */
  @Nullable RgbImage mean(int[] places) {
    double[] sums = new double[MEAN_SIDE * MEAN_SIDE * RgbImage.CHANNELS];
    int count = 0;
    for (int place : places) {
      RgbImage image = small[place];
      if (image != null) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += image.pixels()[i] & 0xff;
        }
        count++;
      }
    }
    if (count == 0) {
      return null;
    }
    byte[] pixels = new byte[sums.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(sums[i] / count);
    }
    RgbImage mean = new RgbImage(MEAN_SIDE, MEAN_SIDE, pixels);
    return Resize.bilinear(mean, ThumbnailCell.SIDE, ThumbnailCell.SIDE);
  }

  /** The pixels of an image of a trial, those that could be read. */
  @Nullable RgbImage input(int place) {
    return inputs.get(place);
  }

  /** How many images could not be read. */
  int unread() {
    return unread;
  }
}
