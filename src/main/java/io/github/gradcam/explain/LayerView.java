package io.github.gradcam.explain;

import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.image.RgbImage;
import java.util.List;

/**
 * A network seen at one of its layers: what the layer gives for images, what the network answers
 * when that is changed, and which places speak for a class. A pass is that of one image.
 */
public interface LayerView {

  /** {@return rows of the layer's feature maps: h} */
  int height();

  /** {@return columns of the layer's feature maps: w} */
  int width();

  /** {@return how many feature maps there are: K} */
  int channels();

  /**
   * What the layer gives for images; one pass each.
   *
   * @param images at the network's input size, any number
   * @return A, [N][h * w * K], place by place
   */
  float[][] activations(List<RgbImage> images);

  /**
   * The answers with other activations in place of the layer's own; one pass each, or less where
   * all that the logits know of the images comes by way of the layer.
   *
   * @param images at the network's input size, any number
   * @param activations A' of each, [N][h * w * K]
   * @return logits, [N][classes]
   */
  float[][] logits(List<RgbImage> images, float[][] activations);

  /**
   * The maps of classes; one pass each, with its gradient.
   *
   * @param images at the network's input size, any number
   * @param classes the class of each whose evidence is asked for
   * @param versus the class of each that this is weighed against, or {@link
   *     io.github.gradcam.explain.target.Target#NONE}
   * @return the map of each, [h][w], before the ReLU
   */
  List<SignedMap> maps(List<RgbImage> images, int[] classes, int[] versus);
}
