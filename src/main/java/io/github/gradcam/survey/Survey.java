package io.github.gradcam.survey;

import io.github.gradcam.evaluate.causes.CauseStudy;
import io.github.gradcam.evaluate.causes.CauseVerdict;
import io.github.gradcam.evaluate.causes.ClassAnswers;
import io.github.gradcam.evaluate.causes.Suspicion;
import io.github.gradcam.evaluate.causes.TrialImage;
import io.github.gradcam.evaluate.labels.DuplicateCluster;
import io.github.gradcam.evaluate.labels.Duplicates;
import io.github.gradcam.evaluate.labels.LabelCheck;
import io.github.gradcam.evaluate.labels.LabelPruning;
import io.github.gradcam.evaluate.labels.LabelSuspect;
import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.explain.LayerView;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.report.dataset.ChannelEvidence;
import io.github.gradcam.report.dataset.ClassConcepts;
import io.github.gradcam.report.dataset.ConfusedPair;
import io.github.gradcam.report.dataset.DataSetReport;
import io.github.gradcam.report.dataset.DuplicateSet;
import io.github.gradcam.report.dataset.EvidenceMap;
import io.github.gradcam.report.dataset.GroupScope;
import io.github.gradcam.report.dataset.HeatFigures;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ReportGroup;
import io.github.gradcam.report.dataset.ReportHead;
import io.github.gradcam.report.dataset.ReportImage;
import io.github.gradcam.report.dataset.ReportScores;
import io.github.gradcam.report.dataset.SuspectedLabel;
import io.github.gradcam.report.dataset.TestedCause;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a report over a collection: reads the rows that {@code batch --keep evidence} left, finds
 * groups, likely wrong labels and copies, and tries the suspicions on the network.
 */
public final class Survey {

  private static final Logger LOG = LoggerFactory.getLogger(Survey.class);
  private static final int NEAREST = 12;
  private static final int EDGE = 6;

  private final RowSource rows;
  private final List<String> labels;
  private final ClassAnswers network;
  private final int inputSize;
  private final @Nullable LayerView layer;
  private final SurveySettings settings;
  private final SurveyProgress progress;

  /**
   * Prepares a survey.
   *
   * @param rows what batch made
   * @param labels of the classes, by index
   * @param network the model that gave the answers
   * @param inputSize rows and columns of its input
   * @param layer the same model at the layer that was explained, which finds the parts of classes,
   *     crops for feature maps and maps of confused pairs; null to leave these out
   * @param settings how much is looked at
   * @param progress is told how it gets on
   */
  public Survey(
      RowSource rows,
      List<String> labels,
      ClassAnswers network,
      int inputSize,
      @Nullable LayerView layer,
      SurveySettings settings,
      SurveyProgress progress) {
    this.rows = rows;
    this.labels = List.copyOf(labels);
    this.network = network;
    this.inputSize = inputSize;
    this.layer = layer;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Makes the report and writes it. One that was stopped in this folder is gone on with, if it was
   * of the same results and settings: what was tried and drawn is not done again.
   *
   * @param head what the page says of the model; notes are added
   * @param folder takes thumbnails and the page; the caller closes it
   * @return the report, as it was written
   * @throws IOException if rows cannot be read, or the folder cannot be written
   * @throws IllegalArgumentException if no row has an answer, or none holds its evidence
   */
  @SuppressWarnings("NullAway") // takes long @Nullable [][] for an array that is never null
  public DataSetReport write(ReportHead head, ReportFolder folder) throws IOException {
    RowSample sample = RowSample.read(rows, labels, settings);
    GroupSearch search = new GroupSearch(sample, settings);
    float[] layout = search.layout();
    List<FoundGroup> groups = search.groups(labels.size());
    Map<String, TrialPlan.Trial> plan = TrialPlan.of(sample, groups, settings);
    ViewPlan views =
        layer == null ? ViewPlan.NOTHING : ViewPlan.of(sample, groups, layer, settings.seed());
    String key = UnfinishedReport.key(head, inputSize, settings, sample);
    SurveyImages images;
    Map<String, CauseVerdict> verdicts;
    try (UnfinishedReport unfinished = UnfinishedReport.open(folder, key, progress)) {
      Set<String> before = unfinished.trials().keySet();
      long trials =
          plan.values().stream()
              .filter(trial -> !before.contains(trial.group().id()))
              .mapToLong(TrialPlan.Trial::passes)
              .sum();
      progress.planned(trials, views.passes(plan.size()), views.passesFromTheLayer());
      BitSet wanted = tried(plan, before);
      wanted.or(views.images());
      images =
          SurveyImages.read(
              sample, order(sample, groups), wanted, inputSize, folder, unfinished, progress);
      CountedAnswers counted = new CountedAnswers(network, progress, trials);
      verdicts = verdicts(sample, plan, images, counted, unfinished);
    }
    Looked looked = looked(sample, groups, plan, verdicts, views, images, folder);
    List<ReportGroup> cards = new ArrayList<>();
    for (FoundGroup group : groups) {
      List<ChannelEvidence> channels = looked.channels().getOrDefault(group.id(), List.of());
      cards.add(card(sample, group, verdicts.get(group.id()), channels, images, folder));
    }
    List<SuspectedLabel> suspects = suspects(sample);
    List<String> splits = splits(sample);
    List<DuplicateSet> duplicates = duplicates(sample, splits, images);
    ReportScores scores = sample.counts().scores();
    DataSetReport report =
        new DataSetReport(
            head.withNotes(notes(head, sample, images)),
            new Sentences(labels, sample.counts())
                .of(scores, cards, verdicts.size(), suspects, duplicates, splits),
            scores,
            labels,
            reportImages(sample, layout, splits, images),
            cards,
            sample.counts().labelled() == 0 ? null : sample.counts().confusion(),
            looked.pairs(),
            suspects,
            duplicates,
            looked.concepts());
    folder.write(report);
    return report;
  }

  /** What {@link CloserLook} finds. */
  private record Looked(
      Map<String, List<ChannelEvidence>> channels,
      List<ConfusedPair> pairs,
      List<ClassConcepts> concepts) {}

  private Looked looked(
      RowSample sample,
      List<FoundGroup> groups,
      Map<String, TrialPlan.Trial> plan,
      Map<String, CauseVerdict> verdicts,
      ViewPlan views,
      SurveyImages images,
      ReportFolder folder)
      throws IOException {
    if (layer == null) {
      return new Looked(Map.of(), List.of(), List.of());
    }
    Map<FoundGroup, int[]> shortcuts = new LinkedHashMap<>();
    verdicts.forEach(
        (id, verdict) -> {
          TrialPlan.Trial trial = plan.get(id);
          if (trial != null && verdict.shortcut()) {
            shortcuts.put(trial.group(), trial.members());
          }
        });
    long all = views.passes(shortcuts.size());
    long[] done = new long[1];
    CloserLook look =
        new CloserLook(
            sample,
            views,
            layer,
            images,
            folder,
            settings.seed(),
            passes -> {
              done[0] = Math.min(all, done[0] + passes);
              progress.at(SurveyProgress.Stage.LOOKING, done[0], all);
            });
    List<ClassConcepts> concepts = look.concepts(shortcuts);
    return new Looked(look.channels(), look.pairs(groups), concepts);
  }

  private List<String> notes(ReportHead head, RowSample sample, SurveyImages images) {
    List<String> notes = new ArrayList<>(head.notes());
    GroupSearch.tooFew(sample, labels).ifPresent(notes::add);
    long all = sample.counts().images();
    if (sample.rows().size() < all) {
      notes.add(
          "The page shows %,d of %,d images, drawn so that each answer and its errors are represented; groups were made of these. Scores and the confusion matrix count all."
              .formatted(sample.rows().size(), all));
    }
    if (images.unread() > 0) {
      notes.add(
          "%,d images could not be read any more: they have no thumbnail and were not tried."
              .formatted(images.unread()));
    }
    return notes;
  }

  /** Images that the page shows side by side have their thumbnails side by side. */
  private static List<Integer> order(RowSample sample, List<FoundGroup> groups) {
    int[] ranks = new int[sample.rows().size()];
    int rank = 0;
    for (FoundGroup group : groups) {
      if (group.scope().kind() == GroupScope.Kind.ANSWER) {
        for (int member : group.members()) {
          ranks[member] = ++rank;
        }
      }
    }
    return IntStream.range(0, ranks.length)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer image) -> sample.answer(image))
                .thenComparingInt(image -> ranks[image]))
        .toList();
  }

  /** The images that are still to be tried; the members of every group, as parts may be of them. */
  private static BitSet tried(Map<String, TrialPlan.Trial> plan, Set<String> before) {
    BitSet tried = new BitSet();
    for (TrialPlan.Trial trial : plan.values()) {
      IntStream.of(trial.members()).forEach(tried::set);
      if (!before.contains(trial.group().id())) {
        IntStream.of(trial.ordinary()).forEach(tried::set);
        IntStream.of(trial.hosts()).forEach(tried::set);
      }
    }
    return tried;
  }

  private Map<String, CauseVerdict> verdicts(
      RowSample sample,
      Map<String, TrialPlan.Trial> plan,
      SurveyImages images,
      CountedAnswers counted,
      UnfinishedReport unfinished)
      throws IOException {
    CauseStudy study = new CauseStudy(counted, settings.seed());
    List<String> ids = new ArrayList<>();
    for (TrialPlan.Trial trial : plan.values()) {
      String id = trial.group().id();
      CauseStudy.Tried tried = unfinished.trials().get(id);
      if (tried == null) {
        List<TrialImage> group = trialImages(sample, trial.members(), images);
        List<TrialImage> ordinary = trialImages(sample, trial.ordinary(), images);
        List<TrialImage> hosts = trialImages(sample, trial.hosts(), images);
        if (!group.isEmpty() && !ordinary.isEmpty() && !hosts.isEmpty()) {
          tried =
              study.tried(
                  new Suspicion(
                      trial.group().scope().answer(),
                      group,
                      ordinary,
                      hosts,
                      IntStream.of(trial.usual()).mapToObj(sample::grid).toList(),
                      trial.group().moreErrors(sample)));
          unfinished.tried(id, tried);
        }
        counted.ended(trial.passes());
      }
      if (tried != null) {
        study.add(tried);
        ids.add(id);
      }
    }
    List<CauseVerdict> found = study.verdicts();
    Map<String, CauseVerdict> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      LOG.debug("{}: {}", ids.get(i), found.get(i));
      verdicts.put(ids.get(i), found.get(i));
    }
    return verdicts;
  }

  private static List<TrialImage> trialImages(RowSample sample, int[] places, SurveyImages images) {
    List<TrialImage> all = new ArrayList<>();
    for (int place : places) {
      RgbImage pixels = images.input(place);
      if (pixels != null) {
        all.add(new TrialImage(pixels, sample.grid(place)));
      }
    }
    return all;
  }

  private ReportGroup card(
      RowSample sample,
      FoundGroup group,
      @Nullable CauseVerdict verdict,
      List<ChannelEvidence> channels,
      SurveyImages images,
      ReportFolder folder)
      throws IOException {
    int[] members = group.members();
    byte[] grid = group.meanGrid(sample);
    int answer = group.scope().answer();
    List<TestedCause> causes =
        verdict == null || answer < 0 ? List.of() : CauseWords.of(verdict, labels.get(answer));
    RgbImage mean = images.mean(members);
    int[] farthest =
        IntStream.range(0, members.length)
            .map(i -> members[members.length - 1 - i])
            .limit(EDGE)
            .toArray();
    return new ReportGroup(
        group.id(),
        GroupWords.of(grid),
        group.scope(),
        members.length,
        Estimates.of(Wilson.share(group.errors(sample), group.labelled(sample))),
        mistakenFor(sample, group),
        group.stability(),
        new EvidenceMap(grid),
        mean == null ? null : folder.thumbnail(mean),
        IntStream.of(members).limit(NEAREST).toArray(),
        farthest,
        members,
        group.distances(),
        channels,
        causes);
  }

  /** Of an answer's group the labels behind wrong ones; of all errors the answers. */
  private static List<ReportGroup.Share> mistakenFor(RowSample sample, FoundGroup group) {
    Map<Integer, Long> counts = new HashMap<>();
    for (int member : group.members()) {
      if (sample.wrong(member)) {
        int other =
            group.scope().kind() == GroupScope.Kind.ERRORS
                ? sample.answer(member)
                : sample.label(member);
        counts.merge(other, 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue(Collections.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> new ReportGroup.Share(entry.getKey(), entry.getValue()))
        .toList();
  }

  private List<SuspectedLabel> suspects(RowSample sample) {
    if (sample.counts().labelled() == 0) {
      return List.of();
    }
    int count = sample.rows().size();
    int classes = labels.size();
    float[] probabilities = new float[Math.multiplyExact(count, classes)];
    int[] given = new int[count];
    for (int image = 0; image < count; image++) {
      System.arraycopy(
          sample.probabilities(image, classes), 0, probabilities, image * classes, classes);
      given[image] = sample.label(image);
    }
    List<SuspectedLabel> suspects = new ArrayList<>();
    for (LabelSuspect each :
        LabelCheck.of(probabilities, classes, given, LabelPruning.BOTH).suspects()) {
      int from = each.image() * classes;
      suspects.add(
          new SuspectedLabel(
              each.image(),
              each.suggested(),
              probabilities[from + each.suggested()],
              probabilities[from + each.given()]));
    }
    return suspects;
  }

  /** The split of each image on the page; empty where there is none. */
  private static List<String> splits(RowSample sample) {
    List<ImageRow> rows = sample.rows();
    return Splits.of(
        rows.stream().map(ImageRow::path).toList(),
        Collections.unmodifiableList(
            rows.stream().map(ImageRow::label).collect(Collectors.toList())));
  }

  private static List<DuplicateSet> duplicates(
      RowSample sample, List<String> splits, SurveyImages images) {
    int[] given = IntStream.range(0, sample.rows().size()).map(sample::label).toArray();
    List<DuplicateCluster> found =
        Duplicates.find(given, splits, image -> Optional.ofNullable(images.grey(image)));
    return found.stream()
        .map(
            each ->
                new DuplicateSet(
                    each.images().stream().mapToInt(image -> image).toArray(),
                    each.acrossLabels(),
                    each.acrossSplits()))
        .toList();
  }

  private static List<ReportImage> reportImages(
      RowSample sample, float[] layout, List<String> splits, SurveyImages images) {
    List<ReportImage> all = new ArrayList<>();
    for (int image = 0; image < sample.rows().size(); image++) {
      ImageRow row = sample.rows().get(image);
      all.add(
          new ReportImage(
              row.path(),
              sample.label(image),
              sample.answer(image),
              number(row.predictedProbability()),
              row.diagnosis() == null ? ReportImage.OK : row.diagnosis(),
              layout[2 * image],
              layout[2 * image + 1],
              new HeatFigures(
                  number(row.heatPeak()),
                  number(row.heatEnergy()),
                  number(row.heatX()),
                  number(row.heatY()),
                  number(row.heatBorder())),
              row.heatGrid() == null ? null : new EvidenceMap(sample.grid(image)),
              images.cell(image),
              splits.get(image).isEmpty() ? null : splits.get(image)));
    }
    return all;
  }

  private static float number(@Nullable Float value) {
    return value == null ? Float.NaN : value;
  }
}
