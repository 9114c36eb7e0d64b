package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.GraphFile;
import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.Precision;
import io.github.gradcam.model.SavedModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which model, and for a frozen graph what its file does not say. */
final class ModelOptions {

  private static final String SHIPPED = "saved_model";

  /** The launcher sets it to the folder that holds the shipped model. */
  private static final String HOME = "gradcam.home";

  @Parameter(
      names = "--model",
      description = "Model folder written by `gradcam train`, or a frozen GraphDef (.pb)")
  private Path model = shippedModel();

  @Parameter(names = "--input", description = "For a .pb: the placeholder that takes the images")
  private @Nullable String input;

  @Parameter(names = "--logits", description = "For a .pb: the op that gives the logits")
  private @Nullable String logits;

  @Parameter(names = "--input-size", description = "For a .pb: rows and columns of the images")
  private int inputSize;

  @Parameter(
      names = "--preprocessing",
      description = "For a .pb: none, tf, caffe, torch, or such as bgr:104,117,123")
  private String preprocessing = "none";

  @Parameter(names = "--labels", description = "For a .pb: a text file with one label a line")
  private @Nullable Path labels;

  @Parameter(names = "--precision", description = "float32, or mixed for 16-bit convolutions")
  private String precision = "float32";

  /** Loads the classifier, the caller's to close. */
  Classifier load() throws IOException {
    Precision exactness = Precision.of(precision);
    if (Files.isRegularFile(model)) {
      return frozenGraph().load(exactness);
    }
    return new SavedModelFolder(model).load(exactness);
  }

  /** The model's path. */
  Path path() {
    return model;
  }

  private static Path shippedModel() {
    Path here = Path.of(SHIPPED);
    String home = System.getProperty(HOME);
    return home == null || Files.exists(here) ? here : Path.of(home, SHIPPED);
  }

  private GraphFile frozenGraph() throws IOException {
    if (logits == null) {
      throw new ModelException(
          "Expected --logits with the frozen graph %s, found none; give the op before the softmax"
              .formatted(model));
    }
    List<String> names =
        labels == null
            ? List.of()
            : Files.readAllLines(labels).stream().filter(line -> !line.isBlank()).toList();
    return new GraphFile(
        model, input, logits, inputSize, Normalization.parse(preprocessing), names);
  }
}
