package io.github.gradcam.report.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts that the network sees in the images of a class.
 *
 * @param index of the class
 * @param images how many images taken for the class were looked at
 * @param parts most important first
 */
public record ClassConcepts(int index, int images, List<Part> parts) {

  /** Copies the parts. */
  public ClassConcepts {
    parts = List.copyOf(parts);
  }

  /**
   * One part.
   *
   * @param name what to call it, such as "part 1"
   * @param importance by how much the class's logit falls without it, mean over images, in logits;
   *     null if it is not known
   * @param lost share of the class's answers that are others without it, 0..1; null if it is not
   *     known
   * @param crops what shows it best, strongest first
   * @param group id of the group whose shortcut lives in it; null if there is none
   */
  public record Part(
      String name,
      @Nullable Estimate importance,
      @Nullable Estimate lost,
      List<ImageCrop> crops,
      @Nullable String group) {

    /** Copies the crops. */
    public Part {
      crops = List.copyOf(crops);
    }
  }
}
