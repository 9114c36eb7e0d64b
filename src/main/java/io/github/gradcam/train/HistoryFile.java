package io.github.gradcam.train;

import io.github.gradcam.image.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The history of a training as a table that spreadsheets read. */
public final class HistoryFile {

  private static final String HEADER =
      "epoch,learning_rate,loss,accuracy,validation_loss,validation_accuracy,"
          + "images_per_second,wait_share,seconds\n";

  private HistoryFile() {}

  /**
   * Writes all epochs so far; a reader sees the old file or the new one, never a part.
   *
   * @param csv the file, replaced
   * @param history one result an epoch
   * @throws IOException if it cannot be written
   */
  public static void write(Path csv, List<EpochResult> history) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (EpochResult row : history) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.6g,%.5f,%.5f,%.5f,%.5f,%.1f,%.4f,%.1f\n",
              row.epoch(),
              row.learningRate(),
              row.loss(),
              row.accuracy(),
              row.validationLoss(),
              row.validationAccuracy(),
              row.imagesPerSecond(),
              row.waitShare(),
              row.seconds()));
    }
    FileBytes.write(csv, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
