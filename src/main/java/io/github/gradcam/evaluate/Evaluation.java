package io.github.gradcam.evaluate;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.train.data.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known about a classifier after it has answered for images whose class is known. The
 * components are the fields of {@code evaluation.json}.
 *
 * @param computedBy precision, kernels and processor, or the card
 * @param images how many images were answered, at least 1
 * @param accuracy share of right answers, 0..1
 * @param labels class names in the order of the matrix
 * @param classes scores a class, in the order of the labels; null scores for classes without images
 * @param macroAverage mean over the classes that have images
 * @param weightedAverage mean weighted by images
 * @param confusionMatrix [classes][classes] counts; rows actual, columns predicted
 * @param expectedCalibrationError over {@value #CALIBRATION_BINS} bins, 0..1; see {@link
 *     CalibrationError}
 * @param mistakes wrong answers, the most confident first
 * @param skipped images that could not be read and count nowhere else
 */
@SuppressWarnings("ArrayRecordComponent") // the matrix is written and drawn, never compared
public record Evaluation(
    String computedBy,
    int images,
    double accuracy,
    List<String> labels,
    List<ClassScore> classes,
    Average macroAverage,
    Average weightedAverage,
    long[][] confusionMatrix,
    double expectedCalibrationError,
    List<Mistake> mistakes,
    List<Skipped> skipped) {

  /** Bins of the calibration error, as in Guo et al. */
  public static final int CALIBRATION_BINS = 15;

  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

  /**
   * Evaluates predictions. Some classes may have no images.
   *
   * @param computedBy precision, kernels and processor of the predictions
   * @param predictions the answers, at least one
   * @param labels class names in the order of the probabilities
   * @param skipped images that could not be read
   * @return the evaluation
   * @throws IllegalArgumentException if there is no prediction, or one has another number of
   *     probabilities than there are labels
   */
  public static Evaluation of(
      String computedBy, List<Prediction> predictions, List<String> labels, List<Skipped> skipped) {
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException(
          ("Expected at least 1 image to evaluate, found none that can be read (%d skipped);"
                  + " check the folder of images")
              .formatted(skipped.size()));
    }
    ConfusionMatrix matrix = ConfusionMatrix.of(predictions, labels.size());
    List<ClassScore> classes = ClassScore.of(matrix, labels);
    long correct = predictions.stream().filter(Prediction::correct).count();
    return new Evaluation(
        computedBy,
        predictions.size(),
        (double) correct / predictions.size(),
        List.copyOf(labels),
        classes,
        Average.macro(classes),
        Average.weighted(classes),
        matrix.counts(),
        CalibrationError.expected(predictions, CALIBRATION_BINS),
        Mistake.of(predictions, labels),
        List.copyOf(skipped));
  }

  /**
   * Writes the components as one JSON object, UTF-8.
   *
   * @param file where to write, replacing it; its folder is made if it is missing
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, JSON.writeValueAsBytes(this));
  }
}
