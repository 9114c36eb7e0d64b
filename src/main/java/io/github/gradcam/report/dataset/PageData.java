package io.github.gradcam.report.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the scripts of the page read, as JSON: a column a value of the images, in the order of the
 * report. A thumbnail is its cell, {@code (sheet * COLUMNS + row) * COLUMNS + column}, its width
 * and its height.
 */
final class PageData {

  private static final int NONE = -1;
  private static final int COLOURS = 256;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] COLD = new byte[EvidenceMap.LENGTH];

  private final DataSetReport report;

  private PageData(DataSetReport report) {
    this.report = report;
  }

  /** The JSON, without a sign that could end the element that holds it. */
  static String json(DataSetReport report, List<String> sheets, Path folder) {
    try {
      return JSON.writeValueAsString(new PageData(report).root(sheets, folder))
          .replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected plain values, found what JSON cannot hold", e);
    }
  }

  private Map<String, @Nullable Object> root(List<String> sheets, Path folder) {
    ReportHead head = report.head();
    return object(
        "title",
        head.title(),
        "side",
        ThumbnailCell.SIDE,
        "columns",
        ThumbnailSheets.COLUMNS,
        "sheets",
        sheets,
        "viridis",
        colours(Colormap.VIRIDIS, false),
        "coolwarm",
        colours(Colormap.COOLWARM, true),
        "scores",
        report.scores() == null ? null : scores(report.scores()),
        "labels",
        report.labels(),
        "images",
        images(folder),
        "groups",
        report.groups().stream()
            .sorted(Comparator.comparing(group -> !group.shortcut()))
            .map(PageData::group)
            .toList(),
        "confusion",
        confusion(report.confusion()),
        "pairs",
        report.pairs().stream().map(PageData::pair).toList(),
        "suspects",
        report.suspectedLabels().stream()
            .map(each -> List.of(each.image(), each.suggested(), number(each.probability())))
            .toList(),
        "duplicates",
        report.duplicates().stream()
            .map(
                set ->
                    object(
                        "images",
                        set.images(),
                        "classes",
                        set.acrossClasses(),
                        "splits",
                        set.acrossSplits()))
            .toList(),
        "concepts",
        report.concepts().stream().map(PageData::concepts).toList());
  }

  private static String colours(Colormap colormap, boolean signed) {
    float[] ramp = new float[COLOURS];
    for (int i = 0; i < COLOURS; i++) {
      float share = (float) i / (COLOURS - 1);
      ramp[i] = signed ? 2 * share - 1 : share;
    }
    return PageColumns.bytes(colormap.apply(new HeatValues(ramp, COLOURS, 1, signed)).pixels());
  }

  private static Map<String, @Nullable Object> scores(ReportScores scores) {
    return object(
        "images",
        scores.images(),
        "labelled",
        scores.labelled(),
        "errors",
        scores.errors(),
        "failed",
        scores.failed(),
        "accuracy",
        estimate(scores.accuracy()),
        "calibrationError",
        orNull(scores.calibrationError()),
        "calibration",
        scores.calibration().stream()
            .map(bin -> List.of(bin.count(), bin.confidence(), bin.accuracy()))
            .toList());
  }

  private Map<String, @Nullable Object> images(Path folder) {
    List<ReportImage> images = report.images();
    ImagePaths paths = ImagePaths.of(images.stream().map(ReportImage::path).toList());
    Texts diagnoses = Texts.of(images, ReportImage::diagnosis);
    Texts splits = Texts.of(images, image -> Objects.requireNonNullElse(image.split(), ""));
    boolean placed = images.stream().anyMatch(image -> !Float.isNaN(image.x() + image.y()));
    return object(
        "count",
        images.size(),
        "root",
        paths.root(),
        "rootLink",
        paths.linkFrom(folder),
        "folders",
        paths.folders(),
        "folder",
        PageColumns.ints(paths.folder()),
        "names",
        paths.names(),
        "label",
        PageColumns.ints(images, ReportImage::label),
        "answer",
        PageColumns.ints(images, ReportImage::answer),
        "probability",
        PageColumns.floats(images, ReportImage::probability),
        "x",
        placed ? PageColumns.floats(images, ReportImage::x) : null,
        "y",
        placed ? PageColumns.floats(images, ReportImage::y) : null,
        "heat",
        images.stream().anyMatch(image -> image.heat() != null) ? heat(images) : null,
        "maps",
        images.stream().anyMatch(image -> image.map() != null) ? maps(images) : null,
        "mapped",
        PageColumns.bytes(mapped(images)),
        "diagnoses",
        diagnoses.texts(),
        "diagnosis",
        PageColumns.ints(diagnoses.places()),
        "splits",
        splits.texts(),
        "split",
        PageColumns.ints(splits.places()),
        "cell",
        PageColumns.ints(images, image -> cell(image.thumbnail())),
        "width",
        PageColumns.ints(
            images, image -> image.thumbnail() == null ? 0 : image.thumbnail().width()),
        "height",
        PageColumns.ints(
            images, image -> image.thumbnail() == null ? 0 : image.thumbnail().height()));
  }

  private static Map<String, @Nullable Object> heat(List<ReportImage> images) {
    return object(
        "peak",
        PageColumns.floats(images, heat(HeatFigures::peak)),
        "energy",
        PageColumns.floats(images, heat(HeatFigures::energy)),
        "x",
        PageColumns.floats(images, heat(HeatFigures::x)),
        "y",
        PageColumns.floats(images, heat(HeatFigures::y)),
        "border",
        PageColumns.floats(images, heat(HeatFigures::border)));
  }

  private static ToDoubleFunction<ReportImage> heat(ToDoubleFunction<HeatFigures> figure) {
    return image -> image.heat() == null ? Double.NaN : figure.applyAsDouble(image.heat());
  }

  private static String maps(List<ReportImage> images) {
    byte[] all = new byte[Math.multiplyExact(images.size(), EvidenceMap.LENGTH)];
    for (int i = 0; i < images.size(); i++) {
      EvidenceMap map = images.get(i).map();
      byte[] values = map == null ? COLD : map.values();
      System.arraycopy(values, 0, all, i * EvidenceMap.LENGTH, EvidenceMap.LENGTH);
    }
    return PageColumns.bytes(all);
  }

  /** 1 for an image with a map, 0 for one without. */
  private static byte[] mapped(List<ReportImage> images) {
    byte[] mapped = new byte[images.size()];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = (byte) (images.get(i).map() == null ? 0 : 1);
    }
    return mapped;
  }

  private static Map<String, @Nullable Object> group(ReportGroup group) {
    TestedCause.Verdict verdict = group.verdict();
    return object(
        "id",
        group.id(),
        "name",
        group.name(),
        "kind",
        group.scope().kind().key(),
        "label",
        group.scope().label(),
        "answer",
        group.scope().answer(),
        "size",
        group.size(),
        "errorRate",
        estimate(group.errorRate()),
        "mistaken",
        group.mistakenFor().stream().map(each -> List.of(each.index(), each.count())).toList(),
        "stability",
        orNull(group.stability()),
        "map",
        map(group.meanMap()),
        "image",
        group.meanImage() == null ? null : thumbnail(group.meanImage()),
        "nearest",
        group.nearest(),
        "edge",
        group.edge(),
        "members",
        PageColumns.ints(group.members()),
        "distances",
        group.distances().length == 0 ? null : PageColumns.floats(group.distances()),
        "channels",
        group.channels().stream()
            .map(
                each ->
                    object(
                        "channel",
                        each.channel(),
                        "share",
                        each.share(),
                        "crops",
                        crops(each.crops())))
            .toList(),
        "causes",
        group.causes().stream().map(PageData::cause).toList(),
        "verdict",
        verdict == null ? null : verdict.key());
  }

  private static Map<String, @Nullable Object> cause(TestedCause cause) {
    return object(
        "kind",
        cause.kind().key(),
        "statement",
        cause.statement(),
        "measure",
        cause.measure(),
        "effect",
        estimate(cause.effect()),
        "chance",
        estimate(cause.chance()),
        "p",
        orNull(cause.adjustedP()),
        "verdict",
        cause.verdict().key(),
        "reason",
        cause.reason());
  }

  private static Map<String, @Nullable Object> pair(ConfusedPair pair) {
    return object(
        "label",
        pair.label(),
        "answer",
        pair.answer(),
        "images",
        pair.images().stream()
            .map(
                each ->
                    object(
                        "image",
                        each.image(),
                        "maps",
                        List.of(
                            PageColumns.bytes(each.answerMap().values()),
                            PageColumns.bytes(each.labelMap().values()),
                            PageColumns.bytes(each.contrastMap().values()))))
            .toList(),
        "groups",
        pair.groups());
  }

  private static Map<String, @Nullable Object> concepts(ClassConcepts concepts) {
    return object(
        "label",
        concepts.index(),
        "images",
        concepts.images(),
        "parts",
        concepts.parts().stream()
            .map(
                part ->
                    object(
                        "name",
                        part.name(),
                        "importance",
                        estimate(part.importance()),
                        "lost",
                        estimate(part.lost()),
                        "crops",
                        crops(part.crops()),
                        "group",
                        part.group()))
            .toList());
  }

  /** The cells that are not empty: label, answer, count. */
  private static @Nullable List<List<Long>> confusion(long @Nullable [][] counts) {
    if (counts == null) {
      return null;
    }
    List<List<Long>> cells = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      for (int answer = 0; answer < counts.length; answer++) {
        if (counts[label][answer] != 0) {
          cells.add(List.of((long) label, (long) answer, counts[label][answer]));
        }
      }
    }
    return cells;
  }

  private static List<List<Integer>> crops(List<ImageCrop> crops) {
    return crops.stream()
        .map(
            crop ->
                List.of(
                    crop.image(),
                    cell(crop.thumbnail()),
                    crop.thumbnail().width(),
                    crop.thumbnail().height()))
        .toList();
  }

  private static List<Integer> thumbnail(ThumbnailCell cell) {
    return List.of(cell(cell), cell.width(), cell.height());
  }

  private static int cell(@Nullable ThumbnailCell cell) {
    if (cell == null) {
      return NONE;
    }
    int row = cell.sheet() * ThumbnailSheets.COLUMNS + cell.y() / ThumbnailCell.SIDE;
    return row * ThumbnailSheets.COLUMNS + cell.x() / ThumbnailCell.SIDE;
  }

  private static @Nullable String map(@Nullable EvidenceMap map) {
    return map == null ? null : PageColumns.bytes(map.values());
  }

  private static double @Nullable [] estimate(@Nullable Estimate estimate) {
    return estimate == null
        ? null
        : new double[] {estimate.value(), estimate.low(), estimate.high()};
  }

  private static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static double number(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) Objects.requireNonNull(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return object;
  }

  /** Texts of which there are few, each once, and for each image the place of its own. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Texts(List<String> texts, int[] places) {

    static Texts of(List<ReportImage> images, Function<ReportImage, String> text) {
      List<String> texts = new ArrayList<>();
      Map<String, Integer> known = new HashMap<>();
      int[] places = new int[images.size()];
      for (int i = 0; i < places.length; i++) {
        String own = text.apply(images.get(i));
        Integer place = known.putIfAbsent(own, texts.size());
        if (place == null) {
          texts.add(own);
        }
        places[i] = place == null ? texts.size() - 1 : place;
      }
      return new Texts(texts, places);
    }
  }
}
