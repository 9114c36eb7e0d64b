package io.github.gradcam.explain;

import io.github.gradcam.explain.map.Diagnosis.LayerState;
import io.github.gradcam.explain.map.ImageMaps;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a run gives for one image and target.
 *
 * @param classIndex the class explained
 * @param probabilities [classes]
 * @param states of each layer
 * @param maps of all methods at all layers
 * @param contributions of the feature maps of each layer, [K]; none unless asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record CamRow(
    int classIndex,
    float[] probabilities,
    List<LayerState> states,
    List<Map> maps,
    List<float[]> contributions) {

  /** A map by the numbers of its method and layer in the plan. */
  record Map(int method, int layer, SignedMap signed) {}

  /** Rows without maps. */
  static List<CamRow> of(TInt32 classIndexes, TFloat32 probabilities) {
    int[] classes = new int[(int) classIndexes.size()];
    classIndexes.copyTo(DataBuffers.of(classes, false, false));
    float[][] answers = FloatTensors.rows(probabilities);
    List<CamRow> rows = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      rows.add(
          new CamRow(
              classes[i], answers[i], new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
    return rows;
  }

  /** Gives each row its map of a method at a layer: [N, h, w]. */
  static void addMaps(TFloat32 signed, int method, int layer, List<CamRow> rows) {
    Shape shape = signed.shape();
    float[][] values = FloatTensors.rows(signed);
    for (int i = 0; i < values.length; i++) {
      SignedMap map = new SignedMap((int) shape.get(1), (int) shape.get(2), values[i]);
      rows.get(i).maps.add(new Map(method, layer, map));
    }
  }

  /** Adds states and maps to those of an image. */
  void addTo(ImageMaps picture, Target target, Smoothing.Variant variant) {
    for (int layer = 0; layer < states.size(); layer++) {
      picture.state(target, layer, states.get(layer));
    }
    for (int layer = 0; layer < contributions.size(); layer++) {
      picture.contributions(target, layer, contributions.get(layer));
    }
    for (Map map : maps) {
      picture.add(target, map.method(), map.layer(), variant.back(map.signed()));
    }
  }
}
