package io.github.gradcam.serve.protocol;

import io.github.gradcam.batch.gallery.ExplanationWords;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.Balance;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.draw.Caption;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.ExplanationRecord;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes answers: in the words of the records and with the drawings of {@code gradcam explain}. */
final class AnswerJson {

  private final ExplanationWords words;

  AnswerJson(List<String> labels) {
    this.words = new ExplanationWords(labels);
  }

  /** What the network predicts. */
  Map<String, Object> prediction(float[] probabilities) {
    Map<String, Object> prediction = new LinkedHashMap<>();
    int best = Predictor.likeliest(probabilities);
    put(prediction, words.probability(best, probabilities[best]));
    prediction.put("probabilities", MapFormat.numbers(probabilities));
    return prediction;
  }

  /** Where it looked. */
  Map<String, Object> explanation(Instance instance, Explanation explanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", explanation.method());
    json.put("layer", explanation.layer());
    json.put("target", named(explanation, explanation.classIndex()));
    int versus = explanation.target().versus();
    if (versus != Target.NONE) {
      json.put("versus", named(explanation, versus));
    }
    json.put("diagnosis", diagnosis(instance, explanation));
    Map<String, Double> measures = new LinkedHashMap<>(explanation.measures());
    measures.values().removeIf(value -> !Double.isFinite(value));
    if (!measures.isEmpty()) {
      json.put("measures", measures);
    }
    json.put("image", Map.of("width", instance.width(), "height", instance.height()));
    putMaps(json, instance.options().maps(), explanation);
    if (instance.options().overlay()) {
      json.put("overlay", b64(png(instance, explanation)));
    }
    return json;
  }

  private static void putMaps(Map<String, Object> json, MapFormat format, Explanation explanation) {
    int height = explanation.heatmap().height();
    int width = explanation.heatmap().width();
    putIfAny(json, "heatmap", format.write(explanation.heatmap().values(), height, width));
    Balance balance = explanation.balance();
    if (balance != null) {
      putIfAny(json, "balance", format.write(balance.values(), height, width));
    }
    putIfAny(
        json,
        "signed_map",
        format.write(
            explanation.signed().values(),
            explanation.signed().height(),
            explanation.signed().width()));
  }

  private static void putIfAny(
      Map<String, Object> json, String name, @Nullable Map<String, Object> map) {
    if (map != null) {
      json.put(name, map);
    }
  }

  /** The diagnosis as records have it. */
  static String diagnosis(Instance instance, Explanation explanation) {
    return ExplanationRecord.diagnosis(
        instance.image().doubt(), explanation.heatmap().diagnosis().text());
  }

  /** The drawing that the options ask for, at the image's own size. */
  byte[] png(Instance instance, Explanation explanation) {
    Caption caption = words.caption("image", explanation).doubting(instance.image().doubt());
    return ImageFiles.encode(
        instance
            .options()
            .view()
            .draw(
                instance.image().pixels(),
                explanation.heat(),
                instance.options().style().ofProbability(explanation.probability()),
                caption),
        "png");
  }

  static Map<String, Object> b64(byte[] bytes) {
    return Map.of("b64", Base64.getEncoder().encodeToString(bytes));
  }

  private Map<String, Object> named(Explanation explanation, int index) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, words.probability(index, explanation.probabilities()[index]));
    return json;
  }

  private static void put(Map<String, Object> json, ClassProbability each) {
    json.put("index", each.index());
    json.put("label", each.label());
    Float probability = each.probability();
    boolean finite = probability != null && Float.isFinite(probability);
    json.put("probability", finite ? probability : null);
  }
}
