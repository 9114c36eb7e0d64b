package io.github.gradcam.cli.compare;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.TargetChoice;
import io.github.gradcam.batch.gallery.PairTiles;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.batch.input.ListColumns;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.ColourOptions;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.MethodOptions;
import io.github.gradcam.cli.option.ModelPair;
import io.github.gradcam.evaluate.comparison.MapOverlap;
import io.github.gradcam.evaluate.comparison.ModelComparison;
import io.github.gradcam.evaluate.comparison.PairedAnswer;
import io.github.gradcam.evaluate.comparison.SharedClasses;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.Version;
import io.github.gradcam.report.comparison.ComparedImage;
import io.github.gradcam.report.results.ResultsFolder;
import io.github.gradcam.report.results.RunIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what changed between two models. */
@Parameters(
    commandDescription =
        "Compare two models over images: which answers and maps changed, and which is right more often")
public final class CompareCommand implements Command {

  private static final String SUMMARY = "compare.json";

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelPair models = new ModelPair();
  @ParametersDelegate private final MethodOptions how = new MethodOptions("gradcam");
  @ParametersDelegate private final ColourOptions colours = new ColourOptions();
  @ParametersDelegate private final FailureLimits limits = new FailureLimits();

  @Parameter(
      names = "--layer-b",
      description = "Where to look in B, where its layer has another name (default: as --layer)")
  private @Nullable String layerOfB;

  @Parameter(
      names = "--data",
      required = true,
      description =
          "Images as for batch: folders, patterns, zip, tar, lists; a folder named after a class is the label")
  private List<String> data = new ArrayList<>();

  @Parameter(
      names = "--class",
      description =
          "Class whose maps are compared: predicted (by A), label (what the image is said to be), a name or an index of A")
  private String target = "predicted";

  @Parameter(
      names = "--output",
      description = "Folder for index.html, compare.json and comparisons.jsonl, and to go on from")
  private Path output = Path.of("out", "compare");

  @Parameter(
      names = "--show",
      description = "Images on the page at most: those whose answers or maps moved most")
  private int shown = 100;

  @Parameter(names = "--batch-size", description = "Images per forward pass")
  private int batchSize = 16;

  @Parameter(names = "--overwrite", description = "Begin anew: delete what a run left in --output")
  private boolean overwrite;

  /** The options as they are unless a user says otherwise. */
  public CompareCommand() {}

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    models.check();
    UsageException.check(how::check);
    UsageException.checked(colours::overlay);
    limits.check();
    if (shown < 0 || batchSize < 1) {
      throw new UsageException(
          "Expected --show of 0 or more and --batch-size of 1 or more, found %d and %d"
              .formatted(shown, batchSize));
    }
    ImageInputs images = ImageInputs.of(data, output, ListColumns.DEFAULT);
    images.check();
    try (ModelPair.Loaded loaded = models.load()) {
      SharedClasses classes = SharedClasses.of(loaded.a().labels(), loaded.b().labels());
      TargetChoice explained =
          UsageException.checked(() -> new TargetChoice(target, loaded.a().labels()));
      ExplanationPlan ofA = how.single(console, loaded.a(), null).plan();
      ExplanationPlan ofB = how.single(console, loaded.b(), layerOfB).plan();
      try (Contestants contestants = Contestants.of(models, loaded, classes, ofA, ofB)) {
        noteSizes(console, ofA.layers().get(0), ofB.layers().get(0));
        return run(console, contestants, explained, images);
      }
    }
  }

  private static void noteSizes(Console console, HeatmapLayer a, HeatmapLayer b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      console.note(
          "Maps of A have %d x %d cells, those of B %d x %d: that alone lowers their agreement"
              .formatted(a.height(), a.width(), b.height(), b.width()));
    }
  }

  @SuppressWarnings("try") // the folder is held as long as it is written
  private int run(
      Console console, Contestants contestants, TargetChoice explained, ImageInputs images)
      throws IOException {
    RunIdentity identity =
        new RunIdentity(
            Version.text(), contestants.a().classifier().execution().text(), identity(contestants));
    try (ResultsFolder folder = folder(identity)) {
      PairTiles tiles = new PairTiles(output, contestants.mapSize(), colours.overlay());
      if (overwrite) {
        tiles.clear();
      }
      CompareRun run = new CompareRun(console, output, contestants, explained, batchSize);
      List<ComparedImage> all = run.over(images);
      List<PairedAnswer> answers =
          all.stream().flatMap(each -> answer(each, contestants.names()).stream()).toList();
      int failed = all.size() - answers.size();
      if (answers.isEmpty()) {
        tiles.clear();
        Files.deleteIfExists(output.resolve(SUMMARY));
        Files.deleteIfExists(output.resolve(ComparePage.FILE));
        console.result(
            "Compared none of %s; no page was written".formatted(Plural.of(failed, "image")));
        return FAILED;
      }
      ModelComparison comparison =
          ModelComparison.of(
              contestants.describedA(),
              contestants.describedB(),
              contestants.method(),
              explained.name(),
              answers,
              failed);
      comparison.write(output.resolve(SUMMARY));
      MovedMost moved = MovedMost.of(all);
      Path page = page(run, images, tiles, comparison, moved);
      console.result(new CompareReport(comparison).table());
      console.result(CompareReport.moved(moved));
      console.result("Open " + page);
      return code(console, comparison);
    }
  }

  private Path page(
      CompareRun run,
      ImageInputs images,
      PairTiles tiles,
      ModelComparison comparison,
      MovedMost moved)
      throws IOException {
    List<ComparedImage> chosen = moved.first(shown);
    Set<String> wanted = chosen.stream().map(ComparedImage::image).collect(Collectors.toSet());
    Map<String, Map<String, String>> drawn = run.draw(images, wanted, tiles);
    return new ComparePage(output, tiles).write(comparison, chosen, drawn);
  }

  private int code(Console console, ModelComparison comparison) {
    List<String> broken = limits.broken(comparison);
    broken.forEach(console.err()::println);
    if (!broken.isEmpty()) {
      return OVER_LIMIT;
    }
    return comparison.failed() == 0 ? DONE : FAILED;
  }

  private static Optional<PairedAnswer> answer(ComparedImage image, List<String> names) {
    ClassProbability a = image.a();
    ClassProbability b = image.b();
    Double distance = image.distance();
    if (a == null || b == null || distance == null) {
      return Optional.empty();
    }
    return Optional.of(
        new PairedAnswer(
            image.label() != null,
            a.label().equals(image.label()),
            b.label().equals(image.label()),
            names.get(a.index()),
            names.get(b.index()),
            distance,
            new MapOverlap(known(image.rankCorrelation()), known(image.hottestTenth()))));
  }

  private static double known(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private ResultsFolder folder(RunIdentity identity) throws IOException {
    return overwrite
        ? ResultsFolder.overwrite(
            output, identity, List.of(CompareRun.FILE, SUMMARY, ComparePage.FILE))
        : ResultsFolder.open(output, identity);
  }

  /** What has to be the same for a comparison to be gone on with, by name. */
  private Map<String, Object> identity(Contestants contestants) throws IOException {
    Map<String, Object> identity = new TreeMap<>(models.identity());
    identity.putAll(how.identity());
    identity.put("class", target);
    identity.put("method", contestants.method());
    identity.put("a.layer", contestants.describedA().layer());
    identity.put("b.layer", contestants.describedB().layer());
    return identity;
  }
}
