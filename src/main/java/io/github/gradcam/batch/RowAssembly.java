package io.github.gradcam.batch;

import io.github.gradcam.batch.input.ImageEntry;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.HeatGrid;
import io.github.gradcam.explain.map.HeatStatistics;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.explain.map.HotBox;
import io.github.gradcam.explain.map.KeptEvidence;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.draw.Caption;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.NpyFile;
import io.github.gradcam.report.results.ClassKeys;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Makes rows of explanations, and the files of their heatmaps. */
final class RowAssembly {

  private static final Overlay GREY = new Overlay(Colormap.GRAY, 1);

  private final List<String> labels;
  private final List<String> keys;
  private final EntryLabels said;
  private final ScoringPlan plan;
  private final HeatmapStore store;

  RowAssembly(List<String> labels, ScoringPlan plan, HeatmapStore store) {
    this.labels = labels;
    this.keys = ClassKeys.of(labels);
    this.said = new EntryLabels(labels);
    this.plan = plan;
    this.store = store;
  }

  /** The class that an image is said to have: by its list, else by its folder's name. */
  @Nullable String label(ImageEntry entry) {
    return said.of(entry);
  }

  ImageRow row(PreparedImage image, Explanation explanation) throws IOException {
    float[] probabilities = explanation.probabilities();
    int predicted = likeliest(probabilities);
    if (!Float.isFinite(probabilities[predicted])) {
      throw new IllegalStateException(
          "Expected probabilities, found %s; check the model's weights and --precision"
              .formatted(probabilities[predicted]));
    }
    int target = explanation.classIndex();
    HeatStatistics heat = HeatStatistics.of(explanation.heatmap());
    HotBox box = heat.hottest();
    String label = image.label();
    float[] contributions = plan.keepEvidence() ? explanation.contributions() : null;
    return new ImageRow(
        image.path(),
        image.width(),
        image.height(),
        label,
        predicted,
        labels.get(predicted),
        probabilities[predicted],
        label == null ? null : label.equals(labels.get(predicted)),
        byClass(probabilities),
        target,
        labels.get(target),
        probabilities[target],
        explanation.method(),
        explanation.layer(),
        ExplanationRecord.diagnosis(image.doubt(), explanation.heatmap().diagnosis().code()),
        explanation.evidence().peak(),
        (float) heat.energy(),
        known(heat.centreX()),
        known(heat.centreY()),
        known(heat.border()),
        box == null ? null : (float) box.left(),
        box == null ? null : (float) box.top(),
        box == null ? null : (float) box.width(),
        box == null ? null : (float) box.height(),
        written(image, explanation),
        plan.keepEvidence() ? bytes(HeatGrid.of(explanation.heatmap())) : null,
        contributions == null ? null : bytes(KeptEvidence.pack(contributions)),
        null);
  }

  private static Binary bytes(byte[] values) {
    return Binary.fromConstantByteArray(values);
  }

  private static @Nullable Float known(double value) {
    return Double.isNaN(value) ? null : (float) value;
  }

  private static int likeliest(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = Float.compare(probabilities[i], probabilities[best]) > 0 ? i : best;
    }
    return best;
  }

  private Map<String, Float> byClass(float[] probabilities) {
    Map<String, Float> map = new LinkedHashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      map.put(keys.get(i), probabilities[i]);
    }
    return map;
  }

  private @Nullable String written(PreparedImage image, Explanation explanation)
      throws IOException {
    if (plan.heatmaps() == HeatmapKind.NONE) {
      return null;
    }
    String name = HeatmapName.of(image.path(), plan.heatmaps().extension());
    store.put(name, bytes(image, explanation));
    return name;
  }

  private byte[] bytes(PreparedImage image, Explanation explanation) {
    Heatmap map = explanation.heatmap();
    HeatValues values = explanation.heat();
    RgbImage picture = image.picture();
    if (plan.heatmaps() == HeatmapKind.NPY) {
      return NpyFile.bytes(map.values(), map.height(), map.width());
    } else if (picture == null) {
      RgbImage same = new RgbImage(map.width(), map.height(), image.input());
      return ImageFiles.encode(GREY.heatmap(same, values), "png");
    }
    Overlay overlay = plan.overlay().ofProbability(explanation.probability());
    Caption caption = new Caption("", "", List.of(), map.diagnosis().note().orElse(null));
    Caption doubting = caption.doubting(image.doubt());
    return ImageFiles.encode(View.OVERLAY.draw(picture, values, overlay, doubting), "jpg");
  }
}
