package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.export.ModelExport;
import io.github.gradcam.explain.export.onnx.ClassifierOnnx;
import io.github.gradcam.explain.export.onnx.OnnxExport;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes a model that was trained elsewhere as one that explains itself. */
@Parameters(
    commandDescription =
        "Write a model with its explanation inside, as a SavedModel or an ONNX file that any server can ask")
final class ImportCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Parameter(description = "The model, if not given by --model")
  private List<Path> models = new ArrayList<>();

  @Parameter(
      names = "--output",
      required = true,
      description = "Folder for the model, or the ONNX file; a model there is replaced")
  private @Nullable Path output; // JCommander sees to it that it is given

  @Parameter(
      names = "--format",
      description =
          "savedmodel, or onnx, with an input class_index and an output heatmaps; the graph of an ONNX file stays as it is")
  private String format = "savedmodel";

  @Parameter(names = "--layer", description = "The layer that the heatmaps show, or auto")
  private String layer = "auto";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    if (models.size() > 1) {
      throw new UsageException("Expected one model, found " + models);
    }
    models.forEach(model::choose);
    boolean onnx = UsageException.checked(this::isOnnx);
    Path target = Objects.requireNonNull(output, "--output");
    return onnx ? writeOnnx(console, target) : writeSavedModel(console, target);
  }

  private int writeSavedModel(Console console, Path folder) throws IOException {
    try (Classifier classifier = model.load()) {
      HeatmapLayer shown = UsageException.checked(() -> classifier.layer(layer));
      ModelExport.writeFolded(classifier, shown, classifier.card(), folder);
      say(console, classifier, shown, folder);
    }
    return DONE;
  }

  private static void say(Console console, Classifier classifier, HeatmapLayer shown, Path target) {
    console.result(
        "Wrote %s: %d classes, images of %d pixels a side, heatmaps of Grad-CAM at %s"
            .formatted(
                target, classifier.labels().size(), classifier.card().inputSize(), shown.name()));
  }

  private boolean isOnnx() {
    return switch (format) {
      case "savedmodel" -> false;
      case "onnx" -> true;
      default ->
          throw new IllegalArgumentException(
              "Expected savedmodel or onnx for --format, found " + format);
    };
  }

  /** An ONNX file keeps its own graph; all else is told in ONNX's operators. */
  private int writeOnnx(Console console, Path file) throws IOException {
    AtomicReference<OnnxNetwork> own = new AtomicReference<>();
    try (Classifier classifier = model.load(own::set)) {
      HeatmapLayer shown = UsageException.checked(() -> classifier.layer(layer));
      OnnxNetwork network = own.get();
      if (network == null) {
        ClassifierOnnx.write(classifier, shown, file);
      } else {
        OnnxExport.write(network, shown, model.path(), file);
      }
      say(console, classifier, shown, file);
      if (network == null) {
        console.result(
            "It takes images as floats of 0..255, [N, 3, %1$d, %1$d], red first"
                .formatted(classifier.card().inputSize()));
      }
    }
    return DONE;
  }
}
