package io.github.gradcam.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A region of an image in a {@link CocoFile}.
 *
 * @param id at least 1
 * @param imageId the image's
 * @param categoryId the class's
 * @param bbox bounding box {@code x, y, width, height}, pixels; at least 1 x 1
 * @param segmentation polygons, each {@code x1, y1, x2, y2, ...} of at least 3 corners
 * @param area pixels of the region
 * @param score how hot it is, 0..1
 * @param method how it was explained
 * @param layer layer that was looked at
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CocoAnnotation(
    int id,
    int imageId,
    int categoryId,
    List<Integer> bbox,
    List<List<Integer>> segmentation,
    long area,
    float score,
    @Nullable String method,
    @Nullable String layer) {

  private static final int FEWEST_CORNERS = 3;

  /**
   * Checks the shapes that COCO prescribes.
   *
   * @throws IllegalArgumentException if box, polygons, area or score are not as described
   */
  public CocoAnnotation {
    bbox = List.copyOf(bbox);
    segmentation = segmentation.stream().map(List::copyOf).toList();
    if (bbox.size() != 4 || bbox.get(2) < 1 || bbox.get(3) < 1) {
      throw new IllegalArgumentException(
          "Expected a box of x, y, width and height, at least 1 x 1, found " + bbox);
    }
    for (List<Integer> polygon : segmentation) {
      if (polygon.size() < 2 * FEWEST_CORNERS || polygon.size() % 2 != 0) {
        throw new IllegalArgumentException(
            "Expected a polygon of at least 3 corners x, y, found " + polygon);
      }
    }
    if (area < 1 || !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          "Expected an area of at least 1 and a score of 0 to 1, found " + area + " and " + score);
    }
  }

  /**
   * The annotation of a region with one outline; one of fewer than 3 corners becomes the corners of
   * the box.
   *
   * @param id at least 1
   * @param imageId the image's
   * @param categoryId the class's
   * @param polygonX columns of the outline's corners
   * @param polygonY rows of the outline's corners, as many
   * @param bbox bounding box {@code x, y, width, height}, pixels
   * @param area pixels of the region
   * @param score how hot it is, 0..1
   * @param method how it was explained
   * @param layer layer that was looked at
   * @return the annotation
   * @throws IllegalArgumentException if COCO does not allow these values
   */
  public static CocoAnnotation of(
      int id,
      int imageId,
      int categoryId,
      int[] polygonX,
      int[] polygonY,
      List<Integer> bbox,
      long area,
      float score,
      String method,
      String layer) {
    List<Integer> outline =
        polygonX.length < FEWEST_CORNERS ? corners(bbox) : outline(polygonX, polygonY);
    return new CocoAnnotation(
        id, imageId, categoryId, bbox, List.of(outline), area, score, method, layer);
  }

  /** {@return whether the annotation stands for many objects in run-length code: never; 0} */
  @JsonProperty
  public int iscrowd() {
    return 0;
  }

  /** Refuses a box that is not within an image of this size. */
  void requireWithin(int width, int height) {
    int x = bbox.get(0);
    int y = bbox.get(1);
    if (x < 0 || y < 0 || x + bbox.get(2) > width || y + bbox.get(3) > height) {
      throw new IllegalArgumentException(
          "Expected a box within %d x %d pixels, found %s in annotation %d"
              .formatted(width, height, bbox, id));
    }
  }

  private static List<Integer> outline(int[] x, int[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "Expected as many rows as columns of corners, found %d and %d"
              .formatted(y.length, x.length));
    }
    List<Integer> outline = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      outline.add(x[i]);
      outline.add(y[i]);
    }
    return outline;
  }

  private static List<Integer> corners(List<Integer> bbox) {
    int left = bbox.get(0);
    int top = bbox.get(1);
    int right = left + bbox.get(2);
    int bottom = top + bbox.get(3);
    return List.of(left, top, right, top, right, bottom, left, bottom);
  }
}
