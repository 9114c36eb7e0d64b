package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.Layers;
import io.github.gradcam.model.layer.Size;
import io.github.gradcam.model.layer.ZeroPadding2D;
import java.util.List;
import java.util.Map;

/** Reads the layers that change the size or shape of what passes. */
final class ShapeLayers {

  static final Map<String, LayerReader> READERS =
      Map.ofEntries(
          entry("ZeroPadding2D", ShapeLayers::zeroPadding),
          entry("Cropping2D", ShapeLayers::cropping),
          entry("UpSampling2D", ShapeLayers::upSampling),
          entry("Resizing", ShapeLayers::resizing),
          entry("CenterCrop", config -> new CenterCrop(imageSize(config))),
          entry("RandomCrop", ShapeLayers::randomCrop),
          entry("Reshape", config -> new Reshape(config.counts("target_shape"))),
          entry("Permute", ShapeLayers::permute),
          entry("Flatten", config -> Layers.flatten()));

  private ShapeLayers() {}

  /**
   * One number for all sides, two for rows and columns, or four: [[top, bottom], [left, right]].
   */
  private static int[] borders(LayerConfig config, String key, int otherwise) {
    List<Integer> sides = config.counts(key);
    return switch (sides.size()) {
      case 0 -> new int[] {otherwise, otherwise, otherwise, otherwise};
      case 1 -> new int[] {sides.get(0), sides.get(0), sides.get(0), sides.get(0)};
      case 2 -> new int[] {sides.get(0), sides.get(0), sides.get(1), sides.get(1)};
      default -> sides.stream().mapToInt(Integer::intValue).toArray();
    };
  }

  private static Layer zeroPadding(LayerConfig config) {
    int[] border = borders(config, "padding", 1);
    return new ZeroPadding2D(border[0], border[1], border[2], border[3]);
  }

  private static Layer cropping(LayerConfig config) {
    int[] border = borders(config, "cropping", 0);
    return new Cropping2D(border[0], border[1], border[2], border[3]);
  }

  private static Layer upSampling(LayerConfig config) {
    Size factor = config.size("size", Size.square(2));
    return ImageResize.of(config, "nearest").enlarging(factor.rows(), factor.columns());
  }

  private static Size imageSize(LayerConfig config) {
    return new Size(config.count("height"), config.count("width"));
  }

  private static Layer resizing(LayerConfig config) {
    if (config.flag("pad_to_aspect_ratio", false) || config.flag("antialias", false)) {
      throw config.problem(
          "expected pad_to_aspect_ratio and antialias of false, found true; resize before the"
              + " network instead");
    }
    return new Resizing(
        imageSize(config),
        ImageResize.of(config, "bilinear"),
        config.flag("crop_to_aspect_ratio", false));
  }

  /** Random while training; afterwards the image is resized and its middle taken. */
  private static Layer randomCrop(LayerConfig config) {
    return new Resizing(imageSize(config), ImageResize.BILINEAR, true);
  }

  private static Layer permute(LayerConfig config) {
    List<Integer> dims = config.counts("dims");
    int[] order = new int[dims.size() + 1];
    for (int i = 0; i < dims.size(); i++) {
      order[i + 1] = dims.get(i);
    }
    Formula permuted =
        (scope, x) -> scope.output().linalg.transpose(x, scope.inner().constant(order));
    return permuted;
  }
}
