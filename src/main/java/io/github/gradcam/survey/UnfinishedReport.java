package io.github.gradcam.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.evaluate.causes.CauseStudy;
import io.github.gradcam.evaluate.labels.GreyThumbnail;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.Sha256;
import io.github.gradcam.report.Version;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ReportHead;
import io.github.gradcam.report.dataset.ThumbnailCell;
import io.github.gradcam.report.results.ImageRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What is done of a report that is not finished: the groups that were tried, and the images whose
 * thumbnails lie in sheets that are written. It is in one file of the report's folder, to which
 * each is appended as soon as it is done: a killed process loses none of it, and the same report
 * goes on from it. What a report of other results or settings left is not used.
 *
 * <p>The file is a row of blocks: the length in bytes, the bytes, their CRC-32. The first names the
 * report. What does not read as that (a block that was being written) is cut off.
 */
final class UnfinishedReport implements Closeable {

  private static final int REPORT = 0;
  private static final int TRIAL = 1;
  private static final int SHEET = 2;

  /** No block is as long; what is longer comes from a broken disk. */
  private static final int LONGEST = 1 << 28;

  private static final int SMALL = SurveyImages.MEAN_SIDE * SurveyImages.MEAN_SIDE * 3;
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * What is kept of an image.
   *
   * @param place on the page
   * @param cell where its thumbnail lies
   * @param grey to compare by
   * @param small of which mean images are made
   */
  record Image(int place, ThumbnailCell cell, GreyThumbnail grey, RgbImage small) {}

  private final ReportFolder folder;
  private final RandomAccessFile file;
  private final Map<String, CauseStudy.Tried> trials = new LinkedHashMap<>();
  private final List<String> sheets = new ArrayList<>();
  private final List<Image> images = new ArrayList<>();
  private long end;

  private UnfinishedReport(ReportFolder folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Goes on with a report, or begins it.
   *
   * @param folder of the report
   * @param key of {@link #key}
   * @param progress is told what was there
   * @return the caller's to close
   * @throws IOException if the file cannot be read or written, or another process is at work
   */
  static UnfinishedReport open(ReportFolder folder, String key, SurveyProgress progress)
      throws IOException {
    Path path = folder.unfinished();
    Files.createDirectories(path.getParent());
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      lock(file, path);
      UnfinishedReport report = new UnfinishedReport(folder, file);
      report.read(key, progress);
      return report;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static void lock(RandomAccessFile file, Path path) throws IOException {
    boolean alone;
    try {
      alone = file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) { // of this process
      alone = false;
    }
    if (!alone) {
      throw new IOException(
          "Expected no other report at work in %s, found one; wait for it, or give another --output"
              .formatted(path.getParent()));
    }
  }

  /** What has to be the same for a report to be gone on with. */
  static String key(ReportHead head, int inputSize, SurveySettings settings, RowSample sample) {
    return "gradcam %s, %s, input %d, %s, %d images, %d errors, rows %s"
        .formatted(
            Version.text(),
            head.model(),
            inputSize,
            settings,
            sample.counts().images(),
            sample.counts().errors(),
            digest(sample.rows()));
  }

  private static String digest(List<ImageRow> rows) {
    MessageDigest sha = Sha256.begin();
    for (ImageRow row : rows) {
      String words =
          "%s\n%s\n%s\n%s\n"
              .formatted(row.path(), row.label(), row.predictedIndex(), row.probabilities());
      sha.update(words.getBytes(StandardCharsets.UTF_8));
      for (Binary bytes : new @Nullable Binary[] {row.heatGrid(), row.evidence()}) {
        if (bytes != null) {
          sha.update(bytes.getBytesUnsafe());
        }
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private void read(String key, SurveyProgress progress) throws IOException {
    String found = key;
    for (byte[] block = block(); block != null && found.equals(key); block = block()) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(block));
      int kind = in.readByte();
      if (kind == REPORT) {
        found = in.readUTF();
      } else if (!taken(kind, in)) {
        break;
      }
      end += Integer.BYTES + block.length + Integer.BYTES;
    }
    if (!found.equals(key)) {
      progress.note(
          "What an unfinished report of other results or settings left in %s is not used"
              .formatted(folder.unfinished().getParent()));
      end = 0;
    } else if (!trials.isEmpty() || !images.isEmpty()) {
      progress.note(
          "Going on with an unfinished report: %,d groups were tried, %,d images drawn"
              .formatted(trials.size(), images.size()));
    }
    file.setLength(end);
    if (end == 0) {
      append(REPORT, out -> out.writeUTF(key));
    }
  }

  /** The next one; null where there is no whole one. */
  private byte @Nullable [] block() throws IOException {
    long left = file.length() - file.getFilePointer();
    int length = left < Integer.BYTES ? -1 : file.readInt();
    if (length < 1 || length > Math.min(LONGEST, left - 2 * Integer.BYTES)) {
      return null;
    }
    byte[] bytes = new byte[length];
    file.readFully(bytes);
    return file.readInt() == checksum(bytes) ? bytes : null;
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Takes a block in; false for one that does not count, such as a sheet that is gone. */
  private boolean taken(int kind, DataInputStream in) throws IOException {
    if (kind == TRIAL) {
      String group = in.readUTF();
      try {
        trials.put(group, JSON.readValue(in.readAllBytes(), CauseStudy.Tried.class));
      } catch (JsonProcessingException e) {
        return false;
      }
    } else if (kind == SHEET) {
      String sheet = in.readUTF();
      if (!folder.hasSheet(sheet)) {
        return false;
      }
      sheets.add(sheet);
      for (int left = in.readInt(); left > 0; left--) {
        images.add(image(in));
      }
    }
    return true;
  }

  private static Image image(DataInputStream in) throws IOException {
    int place = in.readInt();
    ThumbnailCell cell =
        new ThumbnailCell(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
    float[] grey = new float[GreyThumbnail.SIZE * GreyThumbnail.SIZE];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = in.readFloat();
    }
    byte[] small = new byte[SMALL];
    in.readFully(small);
    return new Image(
        place,
        cell,
        new GreyThumbnail(grey),
        new RgbImage(SurveyImages.MEAN_SIDE, SurveyImages.MEAN_SIDE, small));
  }

  /** The groups that were tried, by their ids. */
  Map<String, CauseStudy.Tried> trials() {
    return trials;
  }

  /** The names of the sheets that are written, in their order. */
  List<String> sheets() {
    return sheets;
  }

  /** The images in them. */
  List<Image> images() {
    return images;
  }

  /** Keeps what was found of a group. */
  void tried(String group, CauseStudy.Tried found) throws IOException {
    append(
        TRIAL,
        out -> {
          out.writeUTF(group);
          out.write(JSON.writeValueAsBytes(found));
        });
  }

  /** Keeps what was taken of the images in a sheet, which is written. */
  void drawn(String sheet, List<Image> inIt) throws IOException {
    append(
        SHEET,
        out -> {
          out.writeUTF(sheet);
          out.writeInt(inIt.size());
          for (Image image : inIt) {
            write(image, out);
          }
        });
  }

  private static void write(Image image, DataOutputStream out) throws IOException {
    out.writeInt(image.place());
    ThumbnailCell cell = image.cell();
    for (int number : new int[] {cell.sheet(), cell.x(), cell.y(), cell.width(), cell.height()}) {
      out.writeInt(number);
    }
    for (float value : image.grey().grey()) {
      out.writeFloat(value);
    }
    out.write(image.small().pixels());
  }

  /** Writes the content of a block. */
  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private void append(int kind, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(kind);
    content.writeTo(out);
    byte[] block = bytes.toByteArray();
    bytes.reset();
    out.writeInt(block.length);
    out.write(block);
    out.writeInt(checksum(block));
    try {
      file.seek(end);
      file.write(bytes.toByteArray());
      end += bytes.size();
    } catch (IOException e) {
      throw new IOException(
          "Expected to keep what is done of the report, found: %s; correct that and run the same command again"
              .formatted(FailureWords.of(e)),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
