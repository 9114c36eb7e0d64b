package io.github.gradcam.model.foreign;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a model comes from, whoever wrote it.
 *
 * @param path a model folder of this project or of others, a frozen GraphDef, an ONNX or a Keras
 *     file
 * @param description what its file does not say; nothing for a folder of this project
 */
public record ModelSource(Path path, ModelDescription description) {

  /**
   * A classifier and what was assumed to get it.
   *
   * @param classifier the caller's to close
   * @param notes sentences for people
   */
  public record Loaded(Classifier classifier, List<String> notes) {}

  /**
   * Loads the classifier.
   *
   * @param execution where and how to compute
   * @return a classifier, the caller's to close, and what people should know of it
   * @throws io.github.gradcam.model.graph.ModelException if there is no classifier
   */
  public Loaded load(Execution execution) {
    SavedModelFolder own = new SavedModelFolder(path);
    if (own.isOurs()) {
      return new Loaded(own.load(execution), List.of());
    }
    ForeignModel foreign = new ForeignModel(path, description);
    return new Loaded(foreign.load(execution), foreign.notes());
  }

  /**
   * Loads the classifier and, where the model is an ONNX file, that file's own graph, for what is
   * to be added to it.
   *
   * @param execution where and how to compute
   * @param own is given the file's own graph; is not called for models of other forms
   * @return as {@link #load(Execution)}
   * @throws io.github.gradcam.model.graph.ModelException if there is no classifier
   */
  public Loaded load(Execution execution, Consumer<OnnxNetwork> own) {
    if (!Files.isRegularFile(path) || ModelForm.of(path) != ModelForm.ONNX) {
      return load(execution);
    }
    ForeignModel foreign = new ForeignModel(path, description);
    return new Loaded(foreign.load(execution, own), foreign.notes());
  }
}
