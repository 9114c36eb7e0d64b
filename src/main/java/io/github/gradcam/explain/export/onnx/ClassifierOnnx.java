package io.github.gradcam.explain.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FileBytes;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.foreign.onnx.OnnxMetadata;
import io.github.gradcam.model.foreign.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any classifier in ONNX's operators, with the explanation that {@link OnnxExport} adds:
 *
 * <ul>
 *   <li>the input {@code images}, float32 [N, 3, H, W], takes red, green and blue of 0..255: what
 *       the network wants done with pixels is inside;
 *   <li>the outputs {@code logits} and {@code probabilities}, float32 [N, classes];
 *   <li>labels, pixels and the names of layers are in the metadata.
 * </ul>
 */
public final class ClassifierOnnx {

  /** The output before the softmax. */
  public static final String LOGITS = "logits";

  /** The output after the softmax or sigmoid. */
  public static final String PROBABILITIES = "probabilities";

  private ClassifierOnnx() {}

  /**
   * Tells a network of another form in ONNX's operators and adds the explanation.
   *
   * @param classifier with frozen weights
   * @param layer of the classifier, whose activations are explained
   * @return the network with the explanation; labels, pixels and layers are in its metadata
   * @throws io.github.gradcam.model.graph.ModelException if ONNX cannot express an op, or the
   *     gradient of one between the layer and the logits is not known here
   */
  public static ModelProto of(Classifier classifier, HeatmapLayer layer) {
    return of(classifier, layer, Path.of("the network as ONNX"));
  }

  private static ModelProto of(Classifier classifier, HeatmapLayer layer, Path target) {
    Endpoints ends = classifier.endpoints();
    if (!layer.reachable()) {
      throw OnnxExport.unreached(ends.logits(), layer.name());
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put(ends.logits(), LOGITS);
    outputs.put(ends.probabilities(), PROBABILITIES);
    Map<String, String> layers = new LinkedHashMap<>();
    classifier.layers().forEach(each -> layers.put(each.op(), each.name()));
    layers.put(layer.op(), layer.name());
    ModelProto.Builder model =
        GraphTranslation.of(classifier.until(ends.probabilities()), ends.images(), outputs, layers);
    model.getGraphBuilder().setDocString(classifier.card().architecture());
    model
        .addMetadataProps(OnnxExport.said(OnnxMetadata.LABELS, json(classifier.labels())))
        .addMetadataProps(OnnxExport.said(OnnxMetadata.LAYERS, json(List.copyOf(layers.values()))))
        .addMetadataProps(OnnxExport.said("Image.BitmapPixelFormat", "Rgb8"))
        .addMetadataProps(OnnxExport.said("Image.ColorSpaceGamma", "SRGB"))
        .addMetadataProps(OnnxExport.said("Image.NominalPixelRange", "NominalRange_0_255"));
    return OnnxExport.of(OnnxReader.network(model.build(), target, LOGITS), layer);
  }

  private static String json(List<String> names) {
    try {
      return new JsonMapper().writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // texts are always written
    }
  }

  /**
   * Writes a network of another form with the explanation; a file of that name is replaced.
   *
   * @param classifier as for {@link #of(Classifier, HeatmapLayer)}
   * @param layer as for {@link #of(Classifier, HeatmapLayer)}
   * @param target the file to write
   * @throws io.github.gradcam.model.graph.ModelException as {@link #of(Classifier, HeatmapLayer)}
   *     does
   * @throws IOException if the file cannot be written
   */
  public static void write(Classifier classifier, HeatmapLayer layer, Path target)
      throws IOException {
    FileBytes.write(target, of(classifier, layer, target).toByteArray());
  }
}
