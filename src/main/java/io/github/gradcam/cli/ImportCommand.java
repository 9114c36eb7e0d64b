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
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a model that was trained elsewhere as one that explains itself. */
@Parameters(
    commandDescription =
        "Write a model from elsewhere as a SavedModel that any server can ask for explanations")
final class ImportCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Parameter(description = "The model, if not given by --model")
  private List<Path> models = new ArrayList<>();

  @Parameter(
      names = "--output",
      required = true,
      description = "Folder for the model; files of a model there are replaced")
  private @Nullable Path output; // JCommander sees to it that it is given

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
    Path folder = Objects.requireNonNull(output, "--output");
    try (Classifier classifier = model.load()) {
      ModelExport.writeFolded(classifier, classifier.card(), folder);
      console.result(
          "Wrote %s: %d classes, images of %d pixels a side"
              .formatted(folder, classifier.labels().size(), classifier.card().inputSize()));
    }
    return DONE;
  }
}
