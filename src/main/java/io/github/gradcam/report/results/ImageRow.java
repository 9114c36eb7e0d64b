package io.github.gradcam.report.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one image of a collection: a row of {@code results.parquet}, whose columns have
 * the names of these components in snake case ({@code predicted_index}), as have the objects of
 * {@code journal.jsonl} and {@code results.jsonl}, which leave out what is null. Where {@code
 * error} is given, everything but the path, and what was known before it happened, is null.
 *
 * @param path where the image is: an absolute path, {@code ARCHIVE!/ENTRY} in an archive, or a URI
 * @param width columns of the image in its file, upright, pixels
 * @param height rows
 * @param label the class that it is said to have
 * @param predictedIndex the likeliest class, from 0
 * @param predictedLabel its name
 * @param predictedProbability 0..1
 * @param correct whether the label is the predicted one; null without a label
 * @param probabilities of every class by its name, 0..1, in index order
 * @param targetIndex the class explained
 * @param targetLabel its name
 * @param targetProbability 0..1
 * @param method how it was explained
 * @param layer where it was looked
 * @param diagnosis {@code ok}, the code of why the map says little, or {@code doubtful-picture}, a
 *     colon and what its decoder said
 * @param heatPeak the strongest evidence before it is scaled, in the method's own unit; maps of one
 *     method and layer can be compared by it
 * @param heatEnergy mean of the heatmap, 0..1: how much of the image is hot
 * @param heatX centre of mass of the heatmap, 0 at the left edge, 1 at the right
 * @param heatY centre of mass, 0 at the top, 1 at the bottom
 * @param heatBorder share of the heat in the outermost tenth on each side, 0..1
 * @param hotLeft left edge of the box around the hottest region (at least half of the maximum,
 *     about it), 0..1 of the width
 * @param hotTop its top, 0..1 of the height
 * @param hotWidth its width, 0..1 of the image's
 * @param hotHeight its height, 0..1 of the image's
 * @param heatmap the file that was written, relative to the output folder
 * @param heatGrid with {@code --keep evidence}: the heatmap at 16 x 16, row-major, one byte each,
 *     255 times the mean heat of a cell
 * @param evidence with {@code --keep evidence}: what each feature map of the layer contributes to
 *     the class, the sum over positions of its gradient times its activation, in half precision,
 *     little-endian, divided by the largest absolute value
 * @param error why there is no answer: what was expected and what was found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ImageRow(
    String path,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String label,
    @Nullable Integer predictedIndex,
    @Nullable String predictedLabel,
    @Nullable Float predictedProbability,
    @Nullable Boolean correct,
    @Nullable Map<String, Float> probabilities,
    @Nullable Integer targetIndex,
    @Nullable String targetLabel,
    @Nullable Float targetProbability,
    @Nullable String method,
    @Nullable String layer,
    @Nullable String diagnosis,
    @Nullable Float heatPeak,
    @Nullable Float heatEnergy,
    @Nullable Float heatX,
    @Nullable Float heatY,
    @Nullable Float heatBorder,
    @Nullable Float hotLeft,
    @Nullable Float hotTop,
    @Nullable Float hotWidth,
    @Nullable Float hotHeight,
    @Nullable String heatmap,
    @JsonSerialize(using = BinaryJson.Writer.class)
        @JsonDeserialize(using = BinaryJson.Reader.class)
        @Nullable Binary heatGrid,
    @JsonSerialize(using = BinaryJson.Writer.class)
        @JsonDeserialize(using = BinaryJson.Reader.class)
        @Nullable Binary evidence,
    @Nullable String error) {

  /**
   * The row of an image without an answer.
   *
   * @param path where it is
   * @param label the class that it is said to have, if that is known
   * @param error what was expected and what was found
   * @return a row with these fields
   */
  public static ImageRow failed(String path, @Nullable String label, String error) {
    return new ImageRow(
        path, null, null, label, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, null, null, null, error);
  }
}
