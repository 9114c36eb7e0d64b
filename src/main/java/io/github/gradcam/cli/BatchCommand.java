package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.spark.SparkJobSettings;
import io.github.gradcam.batch.spark.SparkRun;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Interruption;
import io.github.gradcam.cli.console.Messages;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.BatchOptions;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.GalleryOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.trial.FastestWay;
import io.github.gradcam.report.Version;
import io.github.gradcam.report.results.ImageRow;
import io.github.gradcam.report.results.ResultsFile;
import io.github.gradcam.report.results.ResultsFolder;
import io.github.gradcam.report.results.ResultsJournal;
import io.github.gradcam.report.results.ResultsOrigin;
import io.github.gradcam.report.results.RunIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scores and explains whole collections. */
@Parameters(
    commandDescription =
        "Score and explain whole collections: one row an image, for questions about all of them")
final class BatchCommand implements Command {

  /** Results of many millions of rows take minutes to write. */
  private static final long PATIENCE_SECONDS = 600;

  private static final int LARGE = 2000;

  @ParametersDelegate private final CommonOptions common;
  @ParametersDelegate private final ModelOptions model;
  @ParametersDelegate private final BatchOptions options;
  @ParametersDelegate private final BatchMachine machine = new BatchMachine();
  @ParametersDelegate private final GalleryOptions gallery = new GalleryOptions();

  @Parameter(description = "FOLDER|GLOB|ZIP|TAR|LIST...", required = true)
  private List<String> inputs = new ArrayList<>();

  @Parameter(
      names = "--output",
      description = "Folder for the results, and to go on from; with Spark also a URI")
  private String output = "out/batch"; // with Spark a URI

  @Parameter(names = "--overwrite", description = "Begin anew: delete what a run left in --output")
  private boolean overwrite;

  @Parameter(names = "--retry-failed", description = "Try the images again that failed before")
  private boolean retryFailed;

  @Parameter(
      names = "--max-failures",
      description = "Stop when more than so many images fail in a run (default: never)")
  private @Nullable Long maxFailures;

  BatchCommand() {
    this.common = new CommonOptions();
    this.model = new ModelOptions();
    this.options = new BatchOptions();
  }

  /** For another command that needs the results first. */
  BatchCommand(
      CommonOptions common,
      ModelOptions model,
      BatchOptions options,
      List<String> inputs,
      Path output) {
    this.common = common;
    this.model = model;
    this.options = options;
    this.inputs = inputs;
    this.output = output.toString();
  }

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    UsageException.check(options::check);
    UsageException.check(machine::check);
    gallery.check();
    if (maxFailures != null && maxFailures < 0) {
      throw new UsageException("Expected --max-failures of 0 or more, found " + maxFailures);
    }
    if (machine.onSpark()) {
      return onSpark(console);
    }
    ImageInputs images = ImageInputs.of(inputs, Path.of(output), options.columns());
    images.check();
    model.settle(FastestWay.Work.COLLECTION, () -> isLarge(images));
    try (BatchNetworks networks = BatchNetworks.load(console, model, options)) {
      Map<String, Object> identity = identity(networks);
      String network = "%s %s".formatted(model.path(), identity.get("digest"));
      ResultsOrigin origin = new ResultsOrigin(Version.text(), network, networks.labels());
      RunIdentity run = new RunIdentity(Version.text(), networks.computedBy(), identity);
      try (ResultsFolder folder = folder(run);
          ResultsJournal journal = journal(folder)) {
        int code = score(console, images, networks, origin, journal);
        if (gallery.mistakes()) {
          show(console, networks, journal);
        }
        return code;
      }
    }
  }

  private void show(Console console, BatchNetworks networks, ResultsJournal journal)
      throws IOException {
    try (Stream<ImageRow> rows = journal.rows()) {
      List<MistakesGallery.Wrong> wrong =
          rows.filter(row -> Boolean.FALSE.equals(row.correct())).map(BatchCommand::wrong).toList();
      new MistakesGallery(console, Path.of(output)).write(networks.explainer(), wrong);
    }
  }

  private static MistakesGallery.Wrong wrong(ImageRow row) {
    Float sure = row.predictedProbability();
    return new MistakesGallery.Wrong(
        row.path(), String.valueOf(row.label()), sure == null ? 0 : sure);
  }

  /** Whether a faster way soon makes up for the seconds of looking for it. */
  private static boolean isLarge(ImageCollection images) {
    try (ImageCollection.Entries entries = images.open()) {
      int count = 0;
      while (count < LARGE && entries.next() != null) {
        count++;
      }
      return count == LARGE;
    } catch (IOException e) {
      return false; // said when the images are read
    }
  }

  /** The layer is found here, so that a wrong one is known before executors start. */
  private int onSpark(Console console) throws IOException {
    if (retryFailed || maxFailures != null || gallery.mistakes()) {
      throw new UsageException(
          "Expected no --retry-failed, no --max-failures and no --gallery with Spark");
    }
    SparkJobSettings settings;
    Map<String, Object> identity;
    try (BatchNetworks networks = BatchNetworks.load(console, model, options)) {
      settings = options.onSpark(model, networks.plan(), networks.scoring(), machine.ofTask());
      identity = identity(networks);
    }
    SparkRun run = new SparkRun(inputs, output, overwrite, Version.text(), identity);
    return new SparkBatch(console).run(machine.master(), settings, run);
  }

  private ResultsFolder folder(RunIdentity identity) throws IOException {
    return overwrite
        ? ResultsFolder.overwrite(Path.of(output), identity, List.of())
        : ResultsFolder.open(Path.of(output), identity);
  }

  private ResultsJournal journal(ResultsFolder folder) throws IOException {
    return retryFailed ? ResultsJournal.openWithoutFailures(folder) : ResultsJournal.open(folder);
  }

  private int score(
      Console console,
      ImageCollection images,
      BatchNetworks networks,
      ResultsOrigin origin,
      ResultsJournal journal)
      throws IOException {
    ResultsFile.prepare(options.format(), origin);
    BatchRun run = new BatchRun(console, Path.of(output), journal, networks, machine, maxFailures);
    try (Interruption interruption = new Interruption(run::stop, PATIENCE_SECONDS)) {
      return score(console, images, run, origin, journal, interruption);
    }
  }

  /** What fails while the process is ending has to be said before it is allowed to end. */
  private int score(
      Console console,
      ImageCollection images,
      BatchRun run,
      ResultsOrigin origin,
      ResultsJournal journal,
      Interruption interruption)
      throws IOException {
    try {
      BatchRun.Outcome outcome = run.over(images);
      return new BatchReport(console, Path.of(output), options.format(), origin, common.verbose)
          .finish(outcome, journal, interruption.asked());
    } catch (IOException | RuntimeException e) {
      if (!interruption.asked()) {
        throw e;
      }
      console.err().println("gradcam: " + Messages.of(e));
      return FAILED;
    }
  }

  /** What has to be the same for a run to be gone on with, by name. */
  private Map<String, Object> identity(BatchNetworks networks) throws IOException {
    Map<String, Object> identity = new TreeMap<>(model.identity());
    identity.remove("model"); // its digest says enough; a model may move
    identity.putAll(networks.identity());
    identity.putAll(options.identity(networks.plan()));
    return identity;
  }
}
