package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.gallery.Drawing;
import io.github.gradcam.batch.gallery.ExplanationFolder;
import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.PassProgress;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.DrawingOptions;
import io.github.gradcam.cli.option.ExplanationOptions;
import io.github.gradcam.cli.option.MethodOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.report.results.ResultsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows where a model looks. */
@Parameters(commandDescription = "Show where a model looks in images: overlays, records, a gallery")
final class ExplainCommand implements Command {

  /** Of methods of many passes: with the usual batch of images, the usual batch of versions. */
  private static final int VERSIONS_AN_IMAGE = 4;

  private static final int MAPS_A_RUN = 256;

  /** More than these a user should know of. */
  private static final int MANY_PASSES = 100;

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();
  @ParametersDelegate private final ExplanationOptions explanation = new ExplanationOptions();
  @ParametersDelegate private final DrawingOptions drawing = new DrawingOptions();

  @Parameter(description = "IMAGE|FOLDER|LIST...", required = true)
  private List<Path> inputs = new ArrayList<>();

  @Parameter(
      names = "--output",
      description = "Folder for the images drawn, explanations.jsonl and index.html")
  private Path output = Path.of("out");

  @Parameter(
      names = "--batch-size",
      description = "Images per forward pass; methods of many passes take four variants of each")
  private int batchSize = 8;

  @Parameter(names = "--threads", description = "Threads that read and draw (default: all cores)")
  private @Nullable Integer threads;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    Drawing style = drawing.drawing();
    UsageException.check(explanation::check);
    ResultsFolder.refuseRun(output);
    List<ImageInput> files = ImageInput.list(inputs, output);
    model.prepare();
    try (Classifier classifier = model.load()) {
      ClassSelection selection = explanation.selection(classifier);
      ExplanationPlan plan =
          explanation.plan(console, classifier, model).withBatch(VERSIONS_AN_IMAGE * batchSize);
      console.note("Methods: " + methods(plan));
      long passes = plan.passes(selection.count());
      if (passes > MANY_PASSES) {
        console.note("About %,d passes of the network an image".formatted(passes));
      }
      try (PassProgress progress = new PassProgress(console, files.size(), passes);
          Explainer explainer = Explainer.tolerant(classifier, plan, progress)) {
        return explain(console, explainer, selection, files, style, progress);
      }
    }
  }

  private static String methods(ExplanationPlan plan) {
    return plan.methods().stream().map(ExplanationMethod::name).collect(Collectors.joining(", "));
  }

  private int explain(
      Console console,
      Explainer explainer,
      ClassSelection selection,
      List<ImageInput> files,
      Drawing style,
      PassProgress progress)
      throws IOException {
    List<String> labels = explainer.classifier().labels();
    Map<Path, String> listed = new HashMap<>();
    for (ImageInput file : files) {
      if (file.label() != null) {
        listed.put(file.path(), file.label());
      }
    }
    ExplanationFolder folder =
        new ExplanationFolder(
            output,
            style,
            explanation.namesClass(),
            photo -> listed.containsKey(photo) ? listed.get(photo) : truth(photo, labels));
    int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    ExplanationFolder.Outcome outcome =
        folder.explain(
            explainer,
            selection,
            files,
            imagesARun(explainer.plan(), selection, files.size()),
            Math.min(most, files.size()),
            progress);
    progress.close();
    if (outcome.explained() == 0) {
      console.result(
          "Explained none of %s; no gallery was written"
              .formatted(Plural.of(outcome.failed(), "image")));
      return FAILED;
    }
    return finish(console, explainer, folder, outcome);
  }

  /** No more than whose maps fit into memory, however many classes, methods and layers. */
  private int imagesARun(ExplanationPlan plan, ClassSelection selection, int photos) {
    long maps = (long) plan.maps() * selection.count();
    return (int) Math.max(1, Math.min(Math.min(batchSize, photos), MAPS_A_RUN / maps));
  }

  /** The class that an image's folder is named after, if it is one. */
  private static @Nullable String truth(Path photo, List<String> labels) {
    Path folder = photo.toAbsolutePath().normalize().getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    return labels.contains(name) ? name : null;
  }

  private int finish(
      Console console,
      Explainer explainer,
      ExplanationFolder folder,
      ExplanationFolder.Outcome outcome)
      throws IOException {
    String subtitle =
        "%s at %s of %s"
            .formatted(
                methods(explainer.plan()),
                MethodOptions.names(explainer.plan().layers()),
                model.path());
    SameAnswer.ofRecords(outcome.records()).ifPresent(console.err()::println);
    Incompleteness.of(outcome.records()).ifPresent(console.err()::println);
    Path gallery = folder.writeGallery("Where the model looks", subtitle, outcome);
    console.result(
        "Explained %d of %d images%s; open %s"
            .formatted(
                outcome.explained(),
                outcome.explained() + outcome.failed(),
                outcome.failures(),
                gallery));
    return outcome.failures().isEmpty() ? DONE : FAILED;
  }
}
