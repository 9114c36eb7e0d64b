package io.github.gradcam.survey;

import io.github.gradcam.batch.input.BrokenSourceException;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.evaluate.labels.GreyThumbnail;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ThumbnailCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * by, and for those of trials the pixels at the network's input size. Several threads decode; the
 * thumbnails are laid down in the order of the images all the same.
 */
final class SurveyImages {

  /** Of the images that mean images are made of. */
  static final int MEAN_SIDE = 32;

  private static final Logger LOG = LoggerFactory.getLogger(SurveyImages.class);
  private static final String IN_ARCHIVE = "!/";

  /** More decode no faster than one thread lays down, and hold an image of any size each. */
  private static final int MOST_THREADS = 8;

  /** Bytes of images from streams that wait to be decoded. */
  private static final long WAITING = 64L << 20;

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

  /** An image to decode. */
  private record Waiting(int place, ImageEntry entry) {}

  /** What was made of an image; nothing where it could not be read. */
  private record Taken(int place, @Nullable Parts parts, @Nullable RgbImage input) {}

  private record Parts(RgbImage thumbnail, GreyThumbnail grey, RgbImage small) {}

  /**
   * Reads the images of the page. One that cannot be read any more has no thumbnail.
   *
   * @param sample names them
   * @param order in which their thumbnails are laid down: places on the page
   * @param tried those whose pixels are wanted
   * @param size rows and columns of the network's input
   * @param unfinished what was drawn before; takes what is drawn
   */
  static SurveyImages read(
      RowSample sample,
      List<Integer> order,
      BitSet tried,
      int size,
      ReportFolder folder,
      UnfinishedReport unfinished,
      SurveyProgress progress)
      throws IOException {
    SurveyImages images = new SurveyImages(sample.rows().size());
    folder.resume(unfinished.sheets());
    unfinished.images().forEach(images::keep);
    Map<String, Integer> places = new HashMap<>();
    Set<String> sources = new LinkedHashSet<>();
    for (int place : order) {
      if (images.cells[place] != null && !tried.get(place)) {
        continue;
      }
      String path = sample.rows().get(place).path();
      places.put(path, place);
      int archive = path.indexOf(IN_ARCHIVE);
      String source = archive < 0 ? path : path.substring(0, archive);
      if (Files.isRegularFile(Path.of(source))) {
        sources.add(source);
      }
    }
    if (!sources.isEmpty()) {
      ImageInputs inputs = ImageInputs.of(List.copyOf(sources), Path.of(""), ListColumns.DEFAULT);
      images.new Reading(places, tried, size, folder, unfinished, progress).of(inputs);
    }
    images.unread += (int) places.values().stream().filter(at -> images.cells[at] == null).count();
    return images;
  }

  private void keep(UnfinishedReport.Image image) {
    cells[image.place()] = image.cell();
    grey[image.place()] = image.grey();
    small[image.place()] = image.small();
  }

  /** Goes through the files once. */
  private final class Reading {

    private final Map<String, Integer> places;
    private final BitSet tried;
    private final int size;
    private final ReportFolder folder;
    private final UnfinishedReport unfinished;
    private final SurveyProgress progress;
    private final List<UnfinishedReport.Image> inSheet = new ArrayList<>();
    private final long all;
    private long done;

    Reading(
        Map<String, Integer> places,
        BitSet tried,
        int size,
        ReportFolder folder,
        UnfinishedReport unfinished,
        SurveyProgress progress) {
      this.places = places;
      this.tried = tried;
      this.size = size;
      this.folder = folder;
      this.unfinished = unfinished;
      this.progress = progress;
      this.all = places.size();
    }

    void of(ImageInputs inputs) throws IOException {
      int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
      Conveyor<Waiting> listed =
          new Conveyor<>(
              WAITING, each -> WAITING / (2L * threads) + each.entry().content().bytes());
      Conveyor<Taken> read = new Conveyor<>(2 * threads);
      try (ImageCollection.Entries entries = inputs.open();
          Pipeline stages = new Pipeline("survey")) {
        stages.source("list", () -> next(entries), listed);
        stages.inOrder("decode", threads, listed, this::taken, read);
        stages.drain(read, this::lay);
      }
    }

    /** An archive or folder that breaks off ends only itself. */
    private @Nullable Waiting next(ImageCollection.Entries entries) throws IOException {
      while (true) {
        try {
          ImageEntry entry = entries.next();
          if (entry == null) {
            return null;
          }
          Integer place = places.get(entry.path());
          if (place != null) {
            return new Waiting(
                place, new ImageEntry(entry.path(), null, null, entry.content().held()));
          }
        } catch (BrokenSourceException e) {
          LOG.debug("{} breaks off", e.source(), e);
        }
      }
    }

    private Taken taken(Waiting each) {
      int place = each.place();
      try {
        RgbImage image = each.entry().content().decode().image();
        Parts parts =
            cells[place] != null // drawn before
                ? null
                : new Parts(
                    Resize.within(image, ThumbnailCell.SIDE),
                    GreyThumbnail.of(image),
                    Resize.bilinear(image, MEAN_SIDE, MEAN_SIDE));
        RgbImage input =
            tried.get(place) ? new RgbImage(size, size, InputPixels.of(image, size)) : null;
        return new Taken(place, parts, input);
      } catch (ImageReadException | RuntimeException e) {
        LOG.debug("{} has no thumbnail", each.entry().path(), e);
        return new Taken(place, null, null);
      }
    }

    private void lay(Taken each) throws IOException {
      if (each.input() != null) {
        inputs.put(each.place(), each.input());
      }
      Parts parts = each.parts();
      if (parts != null) {
        int sheets = folder.sheets().size();
        UnfinishedReport.Image image =
            new UnfinishedReport.Image(
                each.place(), folder.thumbnail(parts.thumbnail()), parts.grey(), parts.small());
        keep(image);
        inSheet.add(image);
        if (folder.sheets().size() > sheets) {
          unfinished.drawn(folder.sheets().get(sheets), inSheet);
          inSheet.clear();
        }
      }
      progress.at(SurveyProgress.Stage.READING, ++done, all);
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
