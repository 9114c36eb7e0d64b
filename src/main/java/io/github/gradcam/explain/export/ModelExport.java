package io.github.gradcam.explain.export;

import io.github.gradcam.explain.CamGraph;
import io.github.gradcam.explain.map.MapOps;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.SavedModelFolder.Signature;
import io.github.gradcam.model.graph.BatchNormFolding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * Writes a classifier with its explanation inside, so that a server without gradient code can
 * explain: the signature {@code serving_default} answers, {@code gradcam} explains.
 */
public final class ModelExport {

  /** The signature that explains. */
  public static final String GRADCAM = "gradcam";

  private ModelExport() {}

  /**
   * Writes the model; its heatmaps are those of Grad-CAM at the layer that {@code auto} picks.
   *
   * @param classifier with frozen weights; its graph grows by the explanation
   * @param card what is known about it
   * @param folder where it goes; files of a model there are replaced
   * @throws IOException if the folder cannot be written
   */
  public static void write(Classifier classifier, ModelCard card, Path folder) throws IOException {
    Map<String, Signature> signatures = signatures(classifier, classifier.layer("auto"));
    new SavedModelFolder(folder).write(classifier.graph(), signatures, card);
  }

  /**
   * Writes the same model with batch normalisation folded into convolutions, so that it is smaller
   * and faster. Convolutions whose own values are then nowhere are no layers of it.
   *
   * @param classifier with frozen weights; its graph grows by the explanation
   * @param layer where its heatmaps look
   * @param card what is known about it; its layers are replaced by those that are left
   * @param folder where it goes; files of a model there are replaced
   * @throws IOException if the folder cannot be written
   */
  public static void writeFolded(
      Classifier classifier, HeatmapLayer layer, ModelCard card, Path folder) throws IOException {
    Map<String, Signature> signatures = signatures(classifier, layer);
    Set<String> ends = new HashSet<>(Set.of(classifier.input().op().name()));
    signatures.values().forEach(signature -> ends.addAll(signature.tensors()));
    GraphDef folded = BatchNormFolding.fold(classifier.graph().toGraphDef(), ends);
    Set<String> ops =
        folded.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
    Map<String, String> layers = new LinkedHashMap<>();
    classifier.layers().stream()
        .filter(each -> ops.contains(each.op()))
        .forEach(each -> layers.put(each.op(), each.name()));
    new SavedModelFolder(folder).write(folded, signatures, card.withLayers(layers));
  }

  /** Adds the explanation. */
  private static Map<String, Signature> signatures(Classifier classifier, HeatmapLayer layer) {
    Ops tf = Ops.create(classifier.graph()).withSubScope(GRADCAM);
    TargetOps target = new TargetOps(tf, classifier, TargetScore.LOGIT);
    CamGraph cam =
        new CamGraph(tf, classifier, target, List.of(layer), List.of(new GradCam()), false);
    Operand<TFloat32> signed = cam.map(0, 0);
    MapOps maps = MapOps.of(tf, signed, classifier.card().inputSize());
    Signature serving =
        new Signature(
            Map.of("images", classifier.images()),
            Map.of("logits", classifier.logits(), "probabilities", classifier.probabilities()));
    Signature gradcam =
        new Signature(
            Map.of("images", classifier.images(), "class_index", target.classIndex.asOutput()),
            Map.of(
                "heatmaps", maps.heatmaps().asOutput(),
                "class_index", target.target.asOutput(),
                "probabilities", classifier.probabilities()));
    return Map.of(SavedModelFolder.SERVING, serving, GRADCAM, gradcam);
  }
}
