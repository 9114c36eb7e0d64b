package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.explain.ClassSelection;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.report.Gallery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shows where a model looks. */
@Parameters(commandDescription = "Show where a model looks in photos: pictures, records, a gallery")
final class ExplainCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();
  @ParametersDelegate private final DrawingOptions drawing = new DrawingOptions();

  @Parameter(description = "PHOTO|FOLDER...", required = true)
  private List<Path> inputs = new ArrayList<>();

  @Parameter(
      names = "--output",
      description = "Folder for pictures, explanations.jsonl and index.html")
  private Path output = Path.of("out");

  @Parameter(
      names = "--class",
      description = "Which class: a name, an index, predicted, top:K or all")
  private String classes = "predicted";

  @Parameter(
      names = "--layer",
      description = "Where to look: a layer of `gradcam layers`, or auto for the last with places")
  private String layer = "auto";

  @Parameter(names = "--batch-size", description = "Photos a run of the network")
  private int batchSize = 8;

  @Parameter(names = "--threads", description = "Threads that read and draw (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

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
    drawing.check();
    List<PhotoFile> files = PhotoFile.list(inputs, output);
    try (Classifier classifier = model.load()) {
      ClassSelection selection = ClassSelection.parse(classes, classifier.labels());
      HeatmapLayer chosen = classifier.layer(layer);
      String why = layer.equals("auto") ? ", the last layer with spatial extent" : "";
      console.note("Grad-CAM at layer %s (%s)%s".formatted(chosen.name(), chosen.shape(), why));
      Explainer explainer = new Explainer(classifier, chosen, new GradCam());
      return explain(console, explainer, selection, files);
    }
  }

  private int explain(
      Console console, Explainer explainer, ClassSelection selection, List<PhotoFile> files)
      throws IOException {
    Files.createDirectories(output);
    boolean several = !(selection instanceof ClassSelection.Predicted);
    ExplanationWriter writer = new ExplanationWriter(output, explainer, drawing, files, several);
    int workers = Math.min(threads, files.size());
    try (ExplanationSink sink = new ExplanationSink(console, output, files.size());
        var pipeline =
            new ExplanationPipeline<>(
                explainer, selection, Math.min(batchSize, files.size()), workers, writer)) {
      pipeline.run(files.stream().map(PhotoFile::path).toList(), sink);
      return finish(console, explainer, sink);
    }
  }

  private int finish(Console console, Explainer explainer, ExplanationSink sink)
      throws IOException {
    Path gallery = output.resolve("index.html");
    String subtitle =
        "%s, layer %s of %s"
            .formatted(explainer.method().name(), explainer.layer().name(), model.path());
    Gallery.write(gallery, "Where the model looks", subtitle, sink.records());
    console.result(
        "Explained %d of %d photos%s; open %s"
            .formatted(
                sink.explained(),
                sink.explained() + sink.failed(),
                sink.failed() == 0 ? "" : ", %d failed".formatted(sink.failed()),
                gallery));
    return sink.failed() == 0 ? DONE : FAILED;
  }
}
