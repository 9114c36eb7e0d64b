package io.github.gradcam.report.dataset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code findings.json}: all that a report says but the rows of its images. What is not known is
 * left out.
 *
 * <pre>
 * format           1
 * title, model, method, layer, date
 * notes            texts
 * sentences        text, link (what follows index.html#)
 * scores           images, labelled, errors, failed, accuracy, calibration_error,
 *                  calibration (count, confidence, accuracy)
 * labels           names by index
 * confusion        rows the label, columns the answer
 * groups           id, name, of (kind: answer, pair or errors; label, answer), size, error_rate,
 *                  mistaken_for (label, count), stability, shortcut, nearest and edge (paths),
 *                  channels (channel, share), causes (kind: cover, transplant or global; statement,
 *                  measure, effect, chance, adjusted_p, verdict: shortcut, did-not-hold or
 *                  not-tried; reason)
 * suspected_labels path, label, suggested, probability, label_probability
 * duplicates       paths, splits (names), across_classes, across_splits
 * concepts         label, images, parts (name, importance: the fall of the logit; answers_lost, group)
 * </pre>
 *
 * <p>A label is a name; accuracy, error_rate, effect, chance, importance and answers_lost are
 * objects of value, low and high.
 */
final class FindingsFile {

  private static final int FORMAT = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DataSetReport report;

  private FindingsFile(DataSetReport report) {
    this.report = report;
  }

  /** The file's content. */
  static byte[] bytes(DataSetReport report) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new FindingsFile(report).root());
  }

  private ObjectNode root() {
    ObjectNode root = node().put("format", FORMAT);
    ReportHead head = report.head();
    text(root, "title", head.title());
    text(root, "model", head.model());
    text(root, "method", head.method());
    text(root, "layer", head.layer());
    text(root, "date", head.date());
    texts(root, "notes", head.notes().stream());
    each(
        root,
        "sentences",
        report.sentences(),
        (node, sentence) -> {
          text(node, "text", sentence.text());
          return sentence.evidence() == null
              ? node
              : node.put("link", sentence.evidence().fragment());
        });
    scores(root, report.scores());
    texts(root, "labels", report.labels().stream());
    confusion(root, report.confusion());
    each(root, "groups", report.groups(), this::group);
    each(root, "suspected_labels", report.suspectedLabels(), this::suspect);
    each(root, "duplicates", report.duplicates(), this::duplicates);
    each(root, "concepts", report.concepts(), this::concepts);
    return root;
  }

  private static void scores(ObjectNode root, @Nullable ReportScores scores) {
    if (scores == null) {
      return;
    }
    ObjectNode node =
        root.putObject("scores")
            .put("images", scores.images())
            .put("labelled", scores.labelled())
            .put("errors", scores.errors())
            .put("failed", scores.failed());
    estimate(node, "accuracy", scores.accuracy());
    number(node, "calibration_error", scores.calibrationError());
    each(
        node,
        "calibration",
        scores.calibration(),
        (row, bin) ->
            row.put("count", bin.count())
                .put("confidence", bin.confidence())
                .put("accuracy", bin.accuracy()));
  }

  private static void confusion(ObjectNode root, long @Nullable [][] confusion) {
    if (confusion != null) {
      ArrayNode rows = root.putArray("confusion");
      for (long[] row : confusion) {
        Arrays.stream(row).forEach(rows.addArray()::add);
      }
    }
  }

  private ObjectNode group(ObjectNode node, ReportGroup group) {
    node.put("id", group.id());
    text(node, "name", group.name());
    ObjectNode of = node.putObject("of").put("kind", group.scope().kind().key());
    label(of, "label", group.scope().label());
    label(of, "answer", group.scope().answer());
    node.put("size", group.size());
    estimate(node, "error_rate", group.errorRate());
    each(
        node,
        "mistaken_for",
        group.mistakenFor(),
        (row, share) -> label(row, "label", share.index()).put("count", share.count()));
    number(node, "stability", group.stability());
    node.put("shortcut", group.shortcut());
    texts(node, "nearest", paths(group.nearest()));
    texts(node, "edge", paths(group.edge()));
    each(
        node,
        "channels",
        group.channels(),
        (row, channel) -> row.put("channel", channel.channel()).put("share", channel.share()));
    each(node, "causes", group.causes(), (row, cause) -> cause(row, cause));
    return node;
  }

  private static ObjectNode cause(ObjectNode node, TestedCause cause) {
    node.put("kind", cause.kind().key());
    text(node, "statement", cause.statement());
    text(node, "measure", cause.measure());
    estimate(node, "effect", cause.effect());
    estimate(node, "chance", cause.chance());
    number(node, "adjusted_p", cause.adjustedP());
    node.put("verdict", cause.verdict().key());
    text(node, "reason", cause.reason());
    return node;
  }

  private ObjectNode suspect(ObjectNode node, SuspectedLabel suspect) {
    ReportImage image = report.images().get(suspect.image());
    node.put("path", image.path());
    label(node, "label", image.label());
    label(node, "suggested", suspect.suggested());
    number(node, "probability", suspect.probability());
    number(node, "label_probability", suspect.labelProbability());
    return node;
  }

  private ObjectNode duplicates(ObjectNode node, DuplicateSet set) {
    texts(node, "paths", paths(set.images()));
    texts(
        node,
        "splits",
        IntStream.of(set.images())
            .mapToObj(place -> Objects.requireNonNullElse(report.images().get(place).split(), ""))
            .filter(split -> !split.isEmpty())
            .distinct());
    return node.put("across_classes", set.acrossClasses()).put("across_splits", set.acrossSplits());
  }

  private ObjectNode concepts(ObjectNode node, ClassConcepts concepts) {
    label(node, "label", concepts.index()).put("images", concepts.images());
    each(
        node,
        "parts",
        concepts.parts(),
        (row, part) -> {
          text(row, "name", part.name());
          estimate(row, "importance", part.importance());
          estimate(row, "answers_lost", part.lost());
          return part.group() == null ? row : row.put("group", part.group());
        });
    return node;
  }

  private Stream<String> paths(int[] places) {
    return IntStream.of(places).mapToObj(place -> report.images().get(place).path());
  }

  private ObjectNode label(ObjectNode node, String key, int index) {
    return index == ReportImage.UNKNOWN ? node : node.put(key, report.labels().get(index));
  }

  private static void text(ObjectNode node, String key, String text) {
    if (!text.isEmpty()) {
      node.put(key, text);
    }
  }

  private static void texts(ObjectNode node, String key, Stream<String> texts) {
    List<String> all = texts.toList();
    if (!all.isEmpty()) {
      all.forEach(node.putArray(key)::add);
    }
  }

  private static void number(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    }
  }

  private static void estimate(ObjectNode node, String key, @Nullable Estimate estimate) {
    if (estimate != null) {
      node.putObject(key)
          .put("value", estimate.value())
          .put("low", estimate.low())
          .put("high", estimate.high());
    }
  }

  private static <T> void each(
      ObjectNode node, String key, List<T> values, BiFunction<ObjectNode, T, ObjectNode> filler) {
    if (!values.isEmpty()) {
      ArrayNode rows = node.putArray(key);
      values.forEach(value -> rows.add(filler.apply(node(), value)));
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
