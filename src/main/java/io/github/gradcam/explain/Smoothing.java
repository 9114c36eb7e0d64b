package io.github.gradcam.explain;

import io.github.gradcam.explain.map.SignedMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes maps calmer.
 *
 * @param augmented whether maps are averaged over the image and its mirror image, each with the
 *     network's input multiplied by 0.9, 1 and 1.1: the versions of pytorch-grad-cam's {@code
 *     aug_smooth}, which averages what is drawn, while here the signed maps are averaged before the
 *     ReLU
 * @param eigen whether class activation maps are the first principal component of what the feature
 *     maps contribute, in place of its sum, as pytorch-grad-cam's {@code eigen_smooth} has it
 */
public record Smoothing(boolean augmented, boolean eigen) {

  /** Maps as they are. */
  public static final Smoothing NONE = new Smoothing(false, false);

  private static final float[] FACTORS = {1, 0.9f, 1.1f};

  /**
   * A changed image.
   *
   * @param mirrored whether left and right are exchanged
   * @param factor what its values are multiplied by
   */
  record Variant(boolean mirrored, float factor) {

    static final Variant PLAIN = new Variant(false, 1);

    /** The variant of inputs [N][H][W][3]. */
    Rows.Floats of(Rows.Floats inputs) {
      if (equals(PLAIN)) {
        return inputs;
      }
      int width = (int) inputs.row().get(1);
      float[] changed = mirrored ? mirror(inputs.values(), width, 3) : inputs.values().clone();
      for (int i = 0; i < changed.length; i++) {
        changed[i] *= factor;
      }
      return new Rows.Floats(changed, inputs.row());
    }

    /** A map of the variant as one of the image. */
    SignedMap back(SignedMap map) {
      return mirrored && map.failure() == null
          ? new SignedMap(
              map.height(), map.width(), mirror(map.values(), map.width(), 1), map.measures())
          : map;
    }

    private static float[] mirror(float[] values, int width, int channels) {
      float[] mirrored = new float[values.length];
      int row = width * channels;
      for (int i = 0; i < values.length; i++) {
        int column = i % row / channels;
        mirrored[i + (width - 1 - 2 * column) * channels] = values[i];
      }
      return mirrored;
    }
  }

  /** The plain image first. */
  List<Variant> variants() {
    if (!augmented) {
      return List.of(Variant.PLAIN);
    }
    List<Variant> variants = new ArrayList<>();
    for (float factor : FACTORS) {
      variants.add(new Variant(false, factor));
      variants.add(new Variant(true, factor));
    }
    return variants;
  }
}
