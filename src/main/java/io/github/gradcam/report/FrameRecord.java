package io.github.gradcam.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the {@code .jsonl} beside a video: what is shown of a frame. What is null is left
 * out.
 *
 * @param frame number of the frame in the video that is written, from 0
 * @param time when it is shown in the video that is explained, seconds since its start
 * @param target class shown, with its probability as shown, which is steadied over time
 * @param predictions the likely classes of this very frame, most likely first
 * @param energy mean of the heatmap on the scale of the whole video, 0..1; null where it is no
 *     number
 * @param diagnosis {@value ExplanationRecord#OK}, or why the map says little: a code, a colon and a
 *     sentence
 * @param explained whether the network looked at this frame, rather than at those around it
 * @param cut whether a new scene begins here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FrameRecord(
    long frame,
    double time,
    ClassProbability target,
    List<ClassProbability> predictions,
    @Nullable Double energy,
    String diagnosis,
    boolean explained,
    boolean cut) {

  /** Copies the list; turns an energy of NaN or infinity, for which JSON has no word, into null. */
  public FrameRecord {
    predictions = List.copyOf(predictions);
    if (energy != null && !Double.isFinite(energy)) {
      energy = null;
    }
  }
}
