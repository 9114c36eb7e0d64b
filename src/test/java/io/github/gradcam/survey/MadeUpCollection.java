package io.github.gradcam.survey;

import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.io.api.Binary;

/**
 * Dark and bright squares of two classes; some of either have a coloured corner, at which their
 * maps are hot.
 */
final class MadeUpCollection {

  static final int SIZE = 16;
  static final List<String> LABELS = List.of("dark", "bright");

  private static final int CORNER = 4;

  private final Path folder;
  private final Random random = new Random(7);
  private final List<ImageRow> rows = new ArrayList<>();

  /** Writes images into a folder: of each class plain ones, and some with a corner. */
  MadeUpCollection(Path folder, int plain, int cornered) throws IOException {
    this.folder = folder;
    for (int answer = 0; answer < 2; answer++) {
      for (int i = 0; i < plain + cornered; i++) {
        add(answer, i, i >= plain);
      }
    }
  }

  /** A row of the same image elsewhere. */
  static ImageRow at(String path, ImageRow row) {
    return row(path, row.label(), row.predictedIndex(), row.heatGrid(), row.evidence());
  }

  /** The rows of batch, in the order in which the images were made. */
  List<ImageRow> rows() {
    return rows;
  }

  /** A network that goes by the brightness of the upper right quarter. */
  static ClassAnswers network() {
    return images -> images.stream().mapToInt(MadeUpCollection::answer).toArray();
  }

  private static int answer(RgbImage image) {
    double sum = 0;
    for (int y = 0; y < SIZE / 2; y++) {
      for (int x = SIZE / 2; x < SIZE; x++) {
        sum += image.brightness(y * SIZE + x);
      }
    }
    return sum / (SIZE * SIZE / 4) > 128 ? 1 : 0;
  }

  private void add(int answer, int number, boolean cornered) throws IOException {
    Path file = folder.resolve("%s-%03d.png".formatted(LABELS.get(answer), number));
    byte[] pixels = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < SIZE * SIZE; i++) {
      boolean corner = cornered && i / SIZE >= SIZE - CORNER && i % SIZE < CORNER;
      int grey = (answer == 0 ? 40 : 180) + random.nextInt(40);
      pixels[3 * i] = (byte) (corner ? 250 : grey);
      pixels[3 * i + 1] = (byte) (corner ? 10 : grey);
      pixels[3 * i + 2] = (byte) (corner ? 10 : grey);
    }
    Files.write(file, ImageFiles.encode(new RgbImage(SIZE, SIZE, pixels), "png"));
    byte[] grid = new byte[256];
    for (int i = 0; i < 9; i++) {
      grid[((cornered ? 13 : 2) + i / 3) * 16 + (cornered ? 0 : 10) + i % 3] = (byte) 255;
    }
    float[] evidence = new float[32];
    for (int k = 0; k < evidence.length; k++) {
      boolean argues = k % 4 == 2 * answer + (cornered ? 1 : 0);
      evidence[k] = (argues ? 1 : 0) + (float) random.nextGaussian() * 0.2f;
    }
    rows.add(
        row(
            file.toString(),
            LABELS.get(number % 20 == 0 ? 1 - answer : answer),
            answer,
            Binary.fromConstantByteArray(grid),
            Binary.fromConstantByteArray(KeptEvidence.pack(evidence))));
  }

  private static ImageRow row(String path, String label, int answer, Binary grid, Binary evidence) {
    Map<String, Float> probabilities = new LinkedHashMap<>();
    probabilities.put("dark", answer == 0 ? 0.9f : 0.1f);
    probabilities.put("bright", answer == 0 ? 0.1f : 0.9f);
    return Rows.answered(
        path, SIZE, label, answer, LABELS.get(answer), 0.9f, probabilities, grid, evidence);
  }
}
