package io.github.gradcam.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names what differs between two plans. */
final class PlanDifference {

  private static final JsonMapper JSON = new JsonMapper();

  private PlanDifference() {}

  /**
   * Compares two plans value by value.
   *
   * @param begun the plan of a training's beginning
   * @param now the plan asked for
   * @return such as {@code hyperparameters.epochs 5 then, 6 now}; several joined by commas
   */
  static String of(TrainingPlan begun, TrainingPlan now) {
    List<String> differences = new ArrayList<>();
    compare("", JSON.valueToTree(begun), JSON.valueToTree(now), differences);
    return String.join(", ", differences);
  }

  private static void compare(String path, JsonNode begun, JsonNode now, List<String> differences) {
    if (!begun.isObject() && !now.isObject()) {
      if (!begun.equals(now)) {
        differences.add("%s %s then, %s now".formatted(path, text(begun), text(now)));
      }
      return;
    }
    Set<String> fields = new LinkedHashSet<>();
    begun.fieldNames().forEachRemaining(fields::add);
    now.fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      String name = path.isEmpty() ? field : path + "." + field;
      compare(name, begun.path(field), now.path(field), differences);
    }
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "none" : value.toString();
  }
}
