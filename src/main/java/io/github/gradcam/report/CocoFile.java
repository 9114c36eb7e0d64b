package io.github.gradcam.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Regions of images as COCO's object detection format has them (Lin et al., ECCV 2014,
 * arXiv:1405.0312; https://cocodataset.org/#format-data), which annotation tools open.
 *
 * @param info where the file comes from
 * @param images the images
 * @param categories the classes
 * @param annotations the regions
 */
public record CocoFile(
    Info info, List<Image> images, List<Category> categories, List<CocoAnnotation> annotations) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Copies the lists and checks that the ids fit each other.
   *
   * @throws IllegalArgumentException if an id is below 1 or comes twice in a list, or an annotation
   *     names an image or category that is not there, or does not lie within its image
   */
  public CocoFile {
    images = List.copyOf(images);
    categories = List.copyOf(categories);
    annotations = List.copyOf(annotations);
    ids("image", images, Image::id);
    Set<Integer> categoryIds = ids("category", categories, Category::id);
    ids("annotation", annotations, CocoAnnotation::id);
    Map<Integer, Image> byId = images.stream().collect(Collectors.toMap(Image::id, image -> image));
    for (CocoAnnotation annotation : annotations) {
      Image image = byId.get(annotation.imageId());
      if (image == null || !categoryIds.contains(annotation.categoryId())) {
        throw new IllegalArgumentException(
            "Expected an image and a category of the file, found image %d and category %d in annotation %d"
                .formatted(annotation.imageId(), annotation.categoryId(), annotation.id()));
      }
      annotation.requireWithin(image.width(), image.height());
    }
  }

  /**
   * Where a file comes from.
   *
   * @param description what it holds
   * @param version of what made it
   */
  public record Info(String description, String version) {}

  /**
   * An image.
   *
   * @param id at least 1
   * @param fileName its path, relative to the folder of the images, with forward slashes
   * @param width columns
   * @param height rows
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Image(int id, String fileName, int width, int height) {}

  /**
   * A class.
   *
   * @param id at least 1; that of a classifier's class is its index + 1
   * @param name of the class
   */
  public record Category(int id, String name) {}

  /**
   * Writes the file, replacing it.
   *
   * @param json where to write; its folder is made if it is missing
   * @throws IOException if the file cannot be written
   */
  public void write(Path json) throws IOException {
    Files.createDirectories(json.toAbsolutePath().getParent());
    Files.write(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  private static <T> Set<Integer> ids(String kind, List<T> values, ToIntFunction<T> id) {
    Set<Integer> ids = new HashSet<>();
    for (T value : values) {
      int found = id.applyAsInt(value);
      if (found < 1 || !ids.add(found)) {
        throw new IllegalArgumentException(
            "Expected each %s to have an id of its own, at least 1, found %d"
                .formatted(kind, found));
      }
    }
    return ids;
  }
}
