package io.github.gradcam.model.keras.weights;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.WeightArray;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Reads HDF5's arrays and attributes as Keras writes them. */
public final class HdfArrays {

  private HdfArrays() {}

  /** The numbers of a data set as float, whatever their type. */
  public static WeightArray weights(Dataset data) {
    long most = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / Float.BYTES);
    if (data.getSize() > most) {
      throw new ModelException(
          "Expected at most %,d numbers at %s, found %,d; is it a file of a network?"
              .formatted(most, data.getPath(), data.getSize()));
    }
    int[] sides = data.getDimensions();
    long[] shape = new long[sides.length];
    for (int i = 0; i < sides.length; i++) {
      shape[i] = sides[i];
    }
    return new WeightArray(Shape.of(shape), floats(data));
  }

  private static float[] floats(Dataset data) {
    Object values = data.isScalar() ? data.getData() : data.getDataFlat();
    if (values instanceof float[] floats) {
      return floats;
    }
    if (values instanceof double[] doubles) {
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      return floats;
    }
    if (values instanceof Number number) {
      return new float[] {number.floatValue()};
    }
    throw new ModelException(
        "Expected float weights at %s, found %s".formatted(data.getPath(), data.getJavaType()));
  }

  /** A text; null where there is none. */
  public static @Nullable String text(Node node, String name) {
    Attribute attribute = node.getAttribute(name);
    Object value = attribute == null ? null : attribute.getData();
    if (value instanceof String[] texts && texts.length == 1) {
      return texts[0];
    }
    return value instanceof String text ? text : null;
  }

  /** A list of texts, which Keras parts in several, numbered from 0, where it is long. */
  static List<String> texts(Node node, String name) {
    List<String> texts = new ArrayList<>();
    if (!add(node, name, texts)) {
      int part = 0;
      while (add(node, name + part, texts)) {
        part++;
      }
    }
    return texts;
  }

  private static boolean add(Node node, String name, List<String> texts) {
    Attribute attribute = node.getAttribute(name);
    if (attribute == null) {
      return false;
    }
    Object value = attribute.getData();
    if (value instanceof String[] several) {
      texts.addAll(List.of(several));
    } else if (value instanceof String one) {
      texts.add(one);
    }
    return true;
  }
}
