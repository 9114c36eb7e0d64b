package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.SavedModelFolder.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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
    CamGraph cam = CamGraph.add(classifier, classifier.layer("auto"), new GradCam(), GRADCAM);
    Signature serving =
        new Signature(
            Map.of("images", classifier.images()),
            Map.of("logits", classifier.logits(), "probabilities", classifier.probabilities()));
    Signature gradcam =
        new Signature(
            Map.of("images", classifier.images(), "class_index", cam.classIndex.asOutput()),
            Map.of(
                "heatmaps", cam.heatmaps.asOutput(),
                "class_index", cam.target.asOutput(),
                "probabilities", classifier.probabilities()));
    new SavedModelFolder(folder)
        .write(
            classifier.graph(), Map.of(SavedModelFolder.SERVING, serving, GRADCAM, gradcam), card);
  }
}
