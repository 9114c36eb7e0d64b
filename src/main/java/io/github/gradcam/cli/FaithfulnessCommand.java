package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Messages;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.MethodOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.evaluate.faithfulness.ClassScorer;
import io.github.gradcam.evaluate.faithfulness.EvidenceFolder;
import io.github.gradcam.evaluate.faithfulness.Faithfulness;
import io.github.gradcam.evaluate.faithfulness.FaithfulnessStudy;
import io.github.gradcam.evaluate.faithfulness.InDomainDeletion;
import io.github.gradcam.evaluate.faithfulness.ScoreTable;
import io.github.gradcam.evaluate.faithfulness.StudySize;
import io.github.gradcam.evaluate.faithfulness.TrialResult;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.MethodChoice;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.trial.FastestWay;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.transfer.DeletionTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures which explanation of a model to believe. */
@Parameters(
    commandDescription =
        "Measure which method and layer to believe for a model: deletion, insertion, ROAD, mosaics, sanity")
final class FaithfulnessCommand implements Command {

  private static final String BASELINE = "RandomCAM";
  private static final int BASELINE_DRAWS = 3;
  private static final int COSTLY_PASSES = 500;

  /** Of the minutes: passes of a study are not all as fast as the fastest. */
  private static final double PLANNED_SHARE = 0.7;

  /** Images that a copy of the network is fine-tuned on. */
  private static final int FEWEST_TUNED = 20;

  private static final int MOST_TUNED = 400;

  private static final int RATE_BATCH = 32;
  private static final long RATE_NANOS = 700_000_000;

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();
  @ParametersDelegate private final MethodOptions how = new MethodOptions("all");

  @Parameter(
      names = "--data",
      required = true,
      description =
          "The Intel scenes (their seg_test), a folder with one folder per class, or images")
  private @Nullable Path data; // JCommander sees to it that it is given

  @Parameter(names = "--sample", description = "How many of the images, drawn at random")
  private int sample = 200;

  @Parameter(
      names = "--checks",
      description =
          "On how many of these also sensitivity to noise and agreement with a randomised model, "
              + "which repeat each map six times")
  private int checks = 12;

  @Parameter(
      names = "--costly",
      description =
          "On how many of these also methods of more than 500 passes, such as RISE (default: all)")
  private @Nullable Integer costly;

  @Parameter(
      names = "--minutes",
      description =
          "Measure no more images, and the costly methods on no more, than fit into this time; "
              + "0: all that was asked for")
  private double minutes = 9;

  @Parameter(
      names = "--evidence",
      description = "Folder that says where the evidence is: masks, or one COCO file of boxes")
  private @Nullable Path evidence;

  @Parameter(
      names = "--in-domain",
      description =
          "Also fine-tune a copy of the model on images with holes, for minutes, and ask it what each part of an image is worth")
  private boolean inDomain;

  @Parameter(names = "--output", description = "Folder for the table, the plots and the results")
  private Path output = Path.of("out", "faithfulness");

  /** Images from which on a faster way makes up for the seconds of looking for it. */
  private static final int LARGE = 10;

  @Override
  public String name() {
    return "faithfulness";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    UsageException.check(how::check);
    if (sample < 1 || checks < 0 || costly() < checks) {
      throw new UsageException(
          "Expected a sample of 1 or more, checks of 0 or more and no fewer costly ones, found %d, %d and %d"
              .formatted(sample, checks, costly()));
    }
    if (!(minutes >= 0)) {
      throw new UsageException("Expected --minutes of 0 or more, found " + minutes);
    }
    EvidenceFolder known = evidence == null ? null : EvidenceFolder.open(evidence);
    Path source = Objects.requireNonNull(data, "--data");
    model.settle(FastestWay.Work.STUDY, () -> sample >= LARGE);
    try (ImageSample drawn = ImageSample.of(source, sample, how.seed(), output, console);
        Classifier classifier = model.load()) {
      List<Path> photos = drawn.photos();
      ExplanationPlan plan = plan(console, classifier);
      List<Path> learned = learned(drawn);
      Map<String, Object> settings = settings(plan, learned);
      StudyRun.check(output, settings.toString());
      long start = System.nanoTime();
      try (Classifier tuned = inDomain ? tuned(console, classifier, drawn, learned) : null) {
        double left = minutes == 0 ? 0 : minutes - (System.nanoTime() - start) / 60e9;
        StudyRun.Measured measured =
            study(console, classifier, tuned, plan, photos, known, settings, left);
        return finish(console, measured, settings);
      }
    }
  }

  /** Images to learn to live with holes from: not measured, where there are some; the last ones. */
  private List<Path> learned(ImageSample drawn) {
    List<Path> all = isApart(drawn) ? drawn.others() : drawn.photos();
    return all.subList(Math.max(0, all.size() - MOST_TUNED), all.size());
  }

  /** Whether enough images are not measured. */
  private static boolean isApart(ImageSample drawn) {
    return drawn.others().size() >= FEWEST_TUNED;
  }

  /** A copy of the network that has learned to live with holes, the caller's to close. */
  private Classifier tuned(
      Console console, Classifier classifier, ImageSample drawn, List<Path> learned)
      throws IOException {
    int size = classifier.card().inputSize();
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (Path photo : learned) {
      try {
        images.put(photo.toString(), Resize.bilinear(ImageFiles.read(photo), size, size).pixels());
      } catch (ImageReadException e) {
        console.note("Left out of the fine-tuning: " + FailureWords.of(e));
      }
    }
    if (images.size() < FEWEST_TUNED) {
      throw new UsageException(
          "Expected %d images or more to fine-tune on, found %d; give a larger --data, or leave --in-domain out"
              .formatted(FEWEST_TUNED, images.size()));
    }
    DeletionTask task = new DeletionTask(classifier, images, InDomainDeletion.SIDE, how.seed());
    DeletionTask.Tuned tuned;
    try (Progress progress = console.progress("Fine-tuning on holes", task.batches(), "batches")) {
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void stepDone(int count, double loss, double accuracy) {
              progress.step(1);
            }
          };
      tuned =
          task.tuned(
              String.valueOf(model.path().getFileName()),
              model.digest(),
              output.resolve("in-domain-" + names(learned)),
              listener);
    }
    console.note(
        "Fine-tuned on %s%s: of images held back it answers with holes as without for %.0f %%, before %.0f %%"
            .formatted(
                Plural.of(images.size(), "image"),
                isApart(drawn)
                    ? " that are not measured"
                    : ", the measured ones, as there are no others",
                100 * tuned.after(),
                100 * tuned.before()));
    return tuned.network();
  }

  /** What tells these images from others, in whatever folder they lie. */
  private static String names(List<Path> images) {
    return "%08x".formatted(images.stream().map(Path::getFileName).toList().hashCode());
  }

  private int costly() {
    return costly == null ? Integer.MAX_VALUE : costly;
  }

  /** Random weights are drawn several times, so that one lucky draw does not set the bar. */
  private ExplanationPlan plan(Console console, Classifier classifier) throws IOException {
    MethodChoice choice = how.choice(console, classifier, model);
    List<ExplanationMethod> methods = new ArrayList<>(choice.methods());
    methods.removeIf(method -> method.name().equals(BASELINE));
    for (int draw = 0; draw < BASELINE_DRAWS; draw++) {
      MethodSettings seeded = new MethodSettings(how.settings().convention(), 0, how.seed() + draw);
      methods.addAll(new Methods(seeded).named(BASELINE));
    }
    return new MethodChoice(methods, choice.layers(), choice.score()).plan();
  }

  private StudyRun.Measured study(
      Console console,
      Classifier classifier,
      @Nullable Classifier tuned,
      ExplanationPlan plan,
      List<Path> photos,
      @Nullable EvidenceFolder known,
      Map<String, Object> settings,
      double left)
      throws IOException {
    Files.createDirectories(output);
    ExplanationPlan cheapPlan =
        costly() < photos.size() || minutes > 0 ? plan.withoutCostly(COSTLY_PASSES) : plan;
    InDomainDeletion holes = tuned == null ? null : new InDomainDeletion(ClassScorer.of(tuned));
    StudySize.Costs costs = StudySize.Costs.of(plan, cheapPlan);
    StudySize size = size(console, classifier, costs, photos.size(), left);
    double seconds = minutes == 0 ? Double.POSITIVE_INFINITY : 60 * left;
    try (StudyRun run = new StudyRun(console, output, settings.toString(), how.seed());
        FaithfulnessStudy all =
            new FaithfulnessStudy(
                classifier, plan, how(checks > 0 && size.checksAll()), holes, run);
        FaithfulnessStudy cheap =
            cheapPlan.equals(plan)
                ? all
                : new FaithfulnessStudy(
                    classifier, cheapPlan, how(checks > 0 && !size.checksAll()), holes, run)) {
      StudyRun.Studies studies =
          new StudyRun.Studies(all, cheap, costly(plan, cheapPlan), size, costs, seconds);
      return run.over(studies, classifier, photos, known);
    }
  }

  private static Set<String> costly(ExplanationPlan plan, ExplanationPlan cheap) {
    return plan.methods().stream()
        .filter(method -> !cheap.methods().contains(method))
        .map(ExplanationMethod::name)
        .collect(Collectors.toSet());
  }

  private FaithfulnessStudy.Settings how(boolean checked) {
    return new FaithfulnessStudy.Settings(
        FaithfulnessStudy.Settings.NOISY_COPIES, checked, how.seed());
  }

  /** As much as was asked for, or as fits into the minutes left; says how long it will take. */
  private StudySize size(
      Console console, Classifier classifier, StudySize.Costs costs, int photos, double left) {
    StudySize wanted =
        new StudySize(photos, Math.min(costly(), photos), Math.min(checks, photos), true);
    double passesPerMinute = 60 * passesPerSecond(classifier);
    StudySize size =
        minutes == 0 ? wanted : wanted.within(costs, PLANNED_SHARE * left * passesPerMinute);
    console.note(
        "Measuring %s, %d of them with methods of more than %d passes, %d with checks: about %.0f min"
            .formatted(
                Plural.of(size.photos(), "image"),
                size.costly(),
                COSTLY_PASSES,
                size.checks(),
                Math.max(1, size.passes(costs) / passesPerMinute)));
    if (!size.equals(wanted)) {
      console.note(
          "Everything that was asked for would take about %.0f min; --minutes %.0f gives it, with smaller intervals"
              .formatted(
                  wanted.passes(costs) / passesPerMinute,
                  Math.ceil(
                      minutes - left + wanted.passes(costs) / passesPerMinute / PLANNED_SHARE)));
    }
    return size;
  }

  /** In batches, as a study makes most of them. */
  private static double passesPerSecond(Classifier classifier) {
    int size = classifier.card().inputSize();
    byte[] noise = new byte[RATE_BATCH * size * size * 3];
    classifier.probabilities(noise, RATE_BATCH);
    long start = System.nanoTime();
    long passes = 0;
    do {
      classifier.probabilities(noise, RATE_BATCH);
      passes += RATE_BATCH;
    } while (System.nanoTime() - start < RATE_NANOS);
    return passes / ((System.nanoTime() - start) / 1e9);
  }

  private int finish(Console console, StudyRun.Measured measured, Map<String, Object> settings)
      throws IOException {
    List<TrialResult> results = measured.results();
    ScoreTable table =
        new ScoreTable(results.stream().flatMap(result -> result.scores().stream()).toList());
    Faithfulness faithfulness =
        Faithfulness.of(model.path().toString(), table, BASELINE, how.seed(), settings);
    new FaithfulnessReport(output).write(faithfulness, results);
    console.result(FaithfulnessReport.table(faithfulness));
    console.result(faithfulness.recommendation().text());
    if (faithfulness.agreement() != null) {
      console.result(faithfulness.agreement().text());
    }
    keep(console, faithfulness);
    console.result("Written: " + output.resolve("faithfulness.json") + ", .csv, and plots");
    console.result(
        "Measured %s%s%s"
            .formatted(
                Plural.of(results.size(), "image"),
                measured.failed() == 0 ? "" : ", %d failed".formatted(measured.failed()),
                measured.late() == 0
                    ? ""
                    : ", no time for %d more: the same command goes on with them"
                        .formatted(measured.late())));
    return measured.failed() == 0 ? DONE : FAILED;
  }

  /** For {@code --method best}, which shall never be a method that random weights may beat. */
  private void keep(Console console, Faithfulness faithfulness) {
    Path kept = MethodOptions.recommendationFile(model.path());
    if (!faithfulness.recommendation().beatsRandom()) {
      console.result(
          "Not kept for `gradcam explain --method best`, as nothing is shown%s"
              .formatted(Files.exists(kept) ? "; what was kept before stays" : ""));
      return;
    }
    try {
      faithfulness.write(kept);
      console.result("Kept for `gradcam explain --method best`: " + kept);
    } catch (IOException e) {
      console.note("Not kept for `gradcam explain --method best`: " + Messages.of(e));
    }
  }

  /** What has to be the same for results to belong together; a larger sample goes on. */
  private Map<String, Object> settings(ExplanationPlan plan, List<Path> learned)
      throws IOException {
    Map<String, Object> settings = new TreeMap<>(model.identity());
    settings.put("data", String.valueOf(data));
    settings.put("evidence", String.valueOf(evidence));
    settings.put("grid", "positive evidence");
    settings.put("checks", checks);
    settings.put("inDomain", inDomain ? names(learned) : "none");
    settings.put("costly", costly == null ? "all" : costly);
    settings.put("methods", plan.methods().stream().map(ExplanationMethod::name).toList());
    settings.put("layers", plan.layers().stream().map(HeatmapLayer::name).toList());
    settings.put("target", plan.score().toString());
    settings.put("samples", how.settings().samples());
    settings.put("norm", how.settings().convention().name());
    settings.put("seed", how.seed());
    return settings;
  }
}
