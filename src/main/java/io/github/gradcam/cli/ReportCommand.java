package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.BatchOptions;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.ClassifierLayer;
import io.github.gradcam.explain.LayerView;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ReportHead;
import io.github.gradcam.report.dataset.ReportSentence;
import io.github.gradcam.report.results.ImageRow;
import io.github.gradcam.report.results.ResultsFolder;
import io.github.gradcam.report.results.ResultsJournal;
import io.github.gradcam.report.results.ResultsRows;
import io.github.gradcam.report.results.RunIdentity;
import io.github.gradcam.survey.Survey;
import io.github.gradcam.survey.SurveyProgress;
import io.github.gradcam.survey.SurveySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells which mistakes of a whole collection share a cause. */
@Parameters(
    commandDescription =
        "Report over a whole data set: which mistakes share a cause, with causes tried on the network")
final class ReportCommand implements Command {

  private static final int BATCH = 32;

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Parameter(description = "OUT_OF_BATCH: the folder that gradcam batch --keep evidence wrote")
  private List<Path> results = new ArrayList<>();

  @Parameter(
      names = "--data",
      description = "Images to score first, as for batch, where there are no results yet")
  private List<String> data = new ArrayList<>();

  @Parameter(
      names = "--output",
      description = "Folder for index.html, findings.json and lists of images")
  private Path output = Path.of("out", "report");

  @Parameter(
      names = "--images",
      description = "Images on the page at most; of more a sample is shown and grouped")
  private int images = SurveySettings.DEFAULT.images();

  @Parameter(
      names = "--suspicions",
      description = "Groups that are tried on the network at most; 0 tries none")
  private int suspicions = SurveySettings.DEFAULT.suspicions();

  @Parameter(names = "--seed", description = "Seed of all that is drawn by chance")
  private long seed = SurveySettings.DEFAULT.seed();

  @Override
  public String name() {
    return "report";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    SurveySettings settings =
        UsageException.checked(() -> new SurveySettings(images, suspicions, seed));
    if (results.size() + Math.min(1, data.size()) != 1) {
      throw new UsageException(
          "Expected one folder of gradcam batch, or --data, found %d and %s"
              .formatted(results.size(), data.isEmpty() ? "none" : "--data"));
    }
    Path folder = data.isEmpty() ? results.get(0) : output.resolve("batch");
    if (!data.isEmpty()) {
      BatchOptions options = new BatchOptions().keepingEvidence();
      int code = new BatchCommand(common, model, options, data, folder).run(console);
      if (code != DONE && !Files.exists(folder.resolve(ResultsJournal.FILE))) {
        return code;
      }
    }
    return report(console, folder, settings);
  }

  private int report(Console console, Path folder, SurveySettings settings) throws IOException {
    Path identity = folder.resolve(RunIdentity.FILE);
    if (!Files.isRegularFile(identity)) {
      throw new UsageException(
          "Expected a folder of gradcam batch with %s, found none in %s; run gradcam batch --keep evidence first, or give --data"
              .formatted(RunIdentity.FILE, folder));
    }
    RunIdentity run = RunIdentity.read(identity);
    requireModel(run, folder);
    DataSetReport report = written(console, folder, run, settings);
    for (ReportSentence sentence : report.sentences()) {
      console.result(sentence.text());
    }
    console.result(
        "%s on the page; open %s"
            .formatted(
                Plural.of(report.images().size(), "image"), output.resolve(ReportFolder.PAGE)));
    return DONE;
  }

  @SuppressWarnings("try") // the folder is held as long as it is read
  private DataSetReport written(
      Console console, Path folder, RunIdentity run, SurveySettings settings) throws IOException {
    ResultsRows results = ResultsRows.of(folder);
    try (Classifier classifier = model.load();
        ResultsFolder held = results.mayGrow() ? ResultsFolder.open(folder, run) : null;
        ReportFolder pages = ReportFolder.open(output);
        StageProgress progress = new StageProgress(console)) {
      ImageRow first = first(results);
      Survey survey =
          new Survey(
              results::open,
              classifier.labels(),
              answers(classifier),
              classifier.card().inputSize(),
              layer(console, classifier, first),
              settings,
              progress);
      return survey.write(head(first, folder, classifier.execution().precision()), pages);
    }
  }

  /** The first image with an answer; null if there is none. */
  private static @Nullable ImageRow first(ResultsRows results) throws IOException {
    try (Stream<ImageRow> rows = results.open()) {
      return rows.filter(row -> row.error() == null).findFirst().orElse(null);
    }
  }

  private void requireModel(RunIdentity run, Path folder) throws IOException {
    Object told = run.options().get("digest");
    Object here = model.identity().get("digest");
    if (told != null && !told.equals(here)) {
      throw new UsageException(
          "Expected the model that made the results in %s, found another in %s; name it with --model"
              .formatted(folder, model.path()));
    }
  }

  private ReportHead head(@Nullable ImageRow first, Path folder, Precision precision) {
    return new ReportHead(
        title(folder),
        model.path() + (precision == Precision.MIXED ? " in mixed precision" : ""),
        first == null ? "" : Objects.requireNonNullElse(first.method(), ""),
        first == null ? "" : Objects.requireNonNullElse(first.layer(), ""),
        LocalDate.now(ZoneId.systemDefault()).toString(),
        List.of());
  }

  private String title(Path folder) {
    List<String> sources = data.isEmpty() ? List.of(folder.toString()) : data;
    return String.join(
        ", ",
        sources.stream()
            .map(source -> Path.of(source).toAbsolutePath().normalize())
            .map(ReportCommand::name)
            .toList());
  }

  /** The last name of a path; the one before it of a folder called batch. */
  private static String name(Path path) {
    Path parent = path.getParent();
    Path named = path.endsWith("batch") && parent != null ? parent : path;
    return String.valueOf(named.getFileName());
  }

  /** The layer that was explained, by the method that was used if that takes one pass. */
  private static @Nullable LayerView layer(
      Console console, Classifier classifier, @Nullable ImageRow first) {
    try {
      String layer = first == null ? null : first.layer();
      String method = first == null ? null : first.method();
      return new ClassifierLayer(
          classifier,
          classifier.layers().stream()
              .filter(each -> each.name().equals(layer))
              .findFirst()
              .orElseGet(() -> classifier.layer("auto")),
          new Methods(MethodSettings.DEFAULT)
              .all().stream()
                  .filter(each -> each.name().equals(method) && each instanceof CamMethod)
                  .map(CamMethod.class::cast)
                  .findFirst()
                  .orElseGet(GradCam::new));
    } catch (ModelException e) {
      console.note("Parts of classes and maps of pairs are left out: " + e.getMessage());
      return null;
    }
  }

  private static ClassAnswers answers(Classifier classifier) {
    return wanted -> {
      int[] classes = new int[wanted.size()];
      for (int from = 0; from < classes.length; from += BATCH) {
        List<RgbImage> batch = wanted.subList(from, Math.min(classes.length, from + BATCH));
        byte[] pixels = InputPixels.joined(batch.stream().map(RgbImage::pixels).toList());
        float[][] rows = classifier.probabilities(pixels, batch.size());
        for (int i = 0; i < rows.length; i++) {
          classes[from + i] = Predictor.likeliest(rows[i]);
        }
      }
      return classes;
    };
  }

  /** One bar after the other. */
  private static final class StageProgress implements SurveyProgress, AutoCloseable {

    private final Console console;
    private @Nullable Stage stage;
    private @Nullable Progress bar;
    private long shown;

    StageProgress(Console console) {
      this.console = console;
    }

    @Override
    public void planned(long trials, long looks, long fromTheLayer) {
      if (trials + looks > 0) {
        console.note(
            "At most %,d images go through the network: %,d to try suspicions, %,d to look closer; %,d more from the explained layer on"
                .formatted(trials + looks, trials, looks, fromTheLayer));
      }
    }

    @Override
    public void at(Stage now, long done, long all) {
      if (now != stage || bar == null) {
        close();
        stage = now;
        shown = 0;
        bar =
            switch (now) {
              case READING -> console.progress("Reading images", all, "images");
              case TRYING -> console.progress("Trying suspicions", all, "images");
              case LOOKING -> console.progress("Looking closer", all, "images");
            };
      }
      bar.expect(all);
      bar.step(done - shown);
      shown = done;
    }

    @Override
    public void note(String words) {
      console.note(words);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
