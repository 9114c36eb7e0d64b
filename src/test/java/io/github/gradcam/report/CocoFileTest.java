package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.report.CocoFile.Category;
import io.github.gradcam.report.CocoFile.Image;
import io.github.gradcam.report.CocoFile.Info;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoFileTest {

  private static final Info INFO = new Info("hot regions", "1.0");
  private static final List<Image> IMAGES = List.of(new Image(1, "in/雪.jpg", 60, 40));
  private static final List<Category> CATEGORIES = List.of(new Category(5, "sea"));
  private static final CocoAnnotation TRIANGLE =
      annotation(1, 1, 5, new int[] {1, 9, 9}, new int[] {2, 2, 7}, List.of(1, 2, 9, 6));

  @TempDir private Path folder;

  @Test
  void fileHasTheFieldsOfCoco() throws IOException {
    JsonNode json = written(new CocoFile(INFO, IMAGES, CATEGORIES, List.of(TRIANGLE)));
    assertThat(json)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"info":{"description":"hot regions","version":"1.0"},
                     "images":[{"id":1,"file_name":"in/雪.jpg","width":60,"height":40}],
                     "categories":[{"id":5,"name":"sea"}],
                     "annotations":[{"id":1,"image_id":1,"category_id":5,"bbox":[1,2,9,6],
                       "segmentation":[[1,2,9,2,9,7]],"area":30,"score":0.75,
                       "method":"gradcam","layer":"add_7","iscrowd":0}]}
                    """));
  }

  @Test
  void outlineOfFewerThanThreeCornersBecomesTheBox() {
    CocoAnnotation pixel = annotation(1, 1, 5, new int[] {3}, new int[] {4}, List.of(3, 4, 1, 1));
    assertThat(pixel.segmentation()).containsExactly(List.of(3, 4, 4, 4, 4, 5, 3, 5));
  }

  @Test
  void fileWithoutRegionsIsWrittenToo() throws IOException {
    JsonNode json = written(new CocoFile(INFO, IMAGES, CATEGORIES, List.of()));
    assertThat(json.get("annotations")).isEmpty();
  }

  @Test
  void idsThatDoNotFitAreErrors() {
    assertThatThrownBy(() -> new CocoFile(INFO, List.of(), CATEGORIES, List.of(TRIANGLE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found image 1 and category 5 in annotation 1");
    assertThatThrownBy(() -> new CocoFile(INFO, IMAGES, List.of(), List.of(TRIANGLE)))
        .hasMessageContaining("found image 1 and category 5");
    assertThatThrownBy(() -> new CocoFile(INFO, IMAGES, CATEGORIES, List.of(TRIANGLE, TRIANGLE)))
        .hasMessage("Expected each annotation to have an id of its own, at least 1, found 1");
    assertThatThrownBy(() -> new CocoFile(INFO, IMAGES, List.of(new Category(0, "a")), List.of()))
        .hasMessage("Expected each category to have an id of its own, at least 1, found 0");
  }

  @Test
  void boxOutsideItsImageIsAnError() {
    CocoAnnotation wide = annotation(2, 1, 5, new int[1], new int[1], List.of(52, 0, 9, 1));
    assertThatThrownBy(() -> new CocoFile(INFO, IMAGES, CATEGORIES, List.of(wide)))
        .hasMessage("Expected a box within 60 x 40 pixels, found [52, 0, 9, 1] in annotation 2");
  }

  @Test
  void shapesThatCocoDoesNotKnowAreErrors() {
    assertThatThrownBy(() -> annotation(1, 1, 5, new int[1], new int[1], List.of(0, 0, 0, 1)))
        .hasMessageContaining("at least 1 x 1, found [0, 0, 0, 1]");
    assertThatThrownBy(() -> annotation(1, 1, 5, new int[3], new int[4], List.of(0, 0, 1, 1)))
        .hasMessage("Expected as many rows as columns of corners, found 4 and 3");
    List<Integer> box = List.of(0, 0, 1, 1);
    List<List<Integer>> line = List.of(List.of(0, 0, 1, 1));
    assertThatThrownBy(() -> new CocoAnnotation(1, 1, 1, box, line, 1, 0, null, null))
        .hasMessageContaining("at least 3 corners x, y, found [0, 0, 1, 1]");
    assertThatThrownBy(() -> new CocoAnnotation(1, 1, 1, box, List.of(), 1, 1.5f, null, null))
        .hasMessageContaining("score of 0 to 1, found 1 and 1.5");
  }

  private static CocoAnnotation annotation(
      int id, int image, int category, int[] x, int[] y, List<Integer> box) {
    return CocoAnnotation.of(id, image, category, x, y, box, 30, 0.75f, "gradcam", "add_7");
  }

  private JsonNode written(CocoFile file) throws IOException {
    Path json = folder.resolve("new/regions.json");
    file.write(json);
    return new JsonMapper().readTree(json.toFile());
  }
}
