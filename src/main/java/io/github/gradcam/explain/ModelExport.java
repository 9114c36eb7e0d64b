package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.SavedModelFolder.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
   * Writes the model; its heatmaps are those of Grad-CAM at the last layer with spatial extent.
   *
   * @param classifier with frozen weights; its graph grows by the explanation
   * @param card what is known about it
   * @param folder where it goes; files of a model there are replaced
   * @throws IOException if the folder cannot be written
   */
  public static void write(Classifier classifier, ModelCard card, Path folder) throws IOException {
    Ops tf = Ops.create(classifier.graph()).withSubScope(GRADCAM);
    TargetOps target = new TargetOps(tf, classifier);
    List<HeatmapLayer> layers = List.of(classifier.layer("auto"));
    CamGraph cam = new CamGraph(tf, classifier, target, layers, List.of(new GradCam()), false);
    Operand<TFloat32> signed = cam.atLayers().get(0).signed.get(0);
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
    new SavedModelFolder(folder)
        .write(
            classifier.graph(), Map.of(SavedModelFolder.SERVING, serving, GRADCAM, gradcam), card);
  }
}
