package io.github.gradcam.batch.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.results.ImageRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class ImageRowsTest {

  @Test
  void columnsHaveTheNamesAndTypesOfTheResultsFile() {
    assertThat(
            Arrays.stream(ImageRows.schema().fields())
                .map(field -> field.name() + " " + field.dataType().simpleString()))
        .containsExactly(
            "path string",
            "width int",
            "height int",
            "label string",
            "predicted_index int",
            "predicted_label string",
            "predicted_probability float",
            "correct boolean",
            "probabilities map<string,float>",
            "target_index int",
            "target_label string",
            "target_probability float",
            "method string",
            "layer string",
            "diagnosis string",
            "heat_peak float",
            "heat_energy float",
            "heat_x float",
            "heat_y float",
            "heat_border float",
            "hot_left float",
            "hot_top float",
            "hot_width float",
            "hot_height float",
            "heatmap string",
            "heat_grid binary",
            "evidence binary",
            "error string");
  }

  @Test
  void onlyThePathIsAlwaysThere() {
    assertThat(Arrays.stream(ImageRows.schema().fields()).filter(field -> !field.nullable()))
        .extracting(StructField::name)
        .containsExactly("path");
  }

  @Test
  void valuesKeepTheirPlacesAndOrder() {
    Map<String, Float> probabilities = new LinkedHashMap<>();
    probabilities.put("z", 0.75f);
    probabilities.put("a", 0.25f);
    ImageRow row =
        new ImageRow(
            "/p",
            3,
            2,
            "a",
            0,
            "z",
            0.75f,
            false,
            probabilities,
            0,
            "z",
            0.75f,
            "Grad-CAM",
            "add",
            "ok",
            1f,
            0.5f,
            0.1f,
            0.2f,
            0.3f,
            0f,
            0f,
            1f,
            1f,
            "h",
            null,
            null,
            null);
    Row columns = ImageRows.of(row);
    assertThat(columns.getString(0)).isEqualTo("/p");
    assertThat(columns.getInt(1)).isEqualTo(3);
    assertThat(columns.getBoolean(7)).isFalse();
    assertThat(columns.getJavaMap(8).keySet()).isEqualTo(probabilities.keySet());
    assertThat(List.copyOf(columns.getJavaMap(8).values())).isEqualTo(List.of(0.75f, 0.25f));
    assertThat(columns.isNullAt(25)).isTrue();
  }
}
