package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Known evidence: a folder of masks, or with one JSON file of boxes as COCO has it.
 *
 * <p>A mask has the image's name with any image extension, PNG best; everything but black is
 * evidence. Boxes are those of all annotations of an image, whatever their category; a polygon
 * without a box counts as the box around it. Masks, and the {@code file_name} of images, may lie in
 * folders: {@code sea/1.png} belongs to {@code any/where/sea/1.jpg}, {@code 1.png} to every {@code
 * 1.jpg} that has none of its own.
 */
public final class EvidenceFolder {

  private final Map<String, EvidenceSource> sources;

  private EvidenceFolder(Map<String, EvidenceSource> sources) {
    this.sources = sources;
  }

  /**
   * Lists the evidence in a folder; masks are read when they are asked for.
   *
   * @param folder with masks, or with one JSON file
   * @return the evidence
   * @throws IOException if there is no such folder, it has neither or both, or the JSON is
   *     malformed
   */
  public static EvidenceFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          ("Expected a folder of masks, or with one JSON file of boxes, found %s at %s;"
                  + " check the path")
              .formatted(Files.exists(folder) ? "a file" : "nothing", folder));
    }
    List<Path> files = files(folder);
    List<Path> json = files.stream().filter(file -> name(file).endsWith(".json")).toList();
    List<Path> masks = files.stream().filter(ImageFiles::hasImageExtension).toList();
    if (json.size() + Math.min(1, masks.size()) != 1) {
      throw new IOException(
          ("Expected masks or one JSON file of boxes in %s, found %d masks and %d JSON files; keep"
                  + " one kind in the folder")
              .formatted(folder, masks.size(), json.size()));
    }
    return new EvidenceFolder(json.isEmpty() ? masks(folder, masks) : boxes(json.get(0)));
  }

  /**
   * Finds the evidence of an image.
   *
   * @param photo the image's file
   * @param width columns of the network's input
   * @param height rows of the network's input
   * @return where it is, or null if none is known
   * @throws ImageReadException if the mask cannot be read
   */
  public @Nullable KnownEvidence find(Path photo, int width, int height) throws ImageReadException {
    EvidenceSource source = source(photo.toAbsolutePath().normalize());
    if (source == null) {
      return null;
    }
    KnownEvidence evidence = source.evidence(photo, width, height);
    return evidence.mask().isEmpty() ? null : evidence;
  }

  /** {@return how many images have evidence here: masks, or images with boxes} */
  public int size() {
    return sources.size();
  }

  /** The one with the most folders in common, counted from the file. */
  private @Nullable EvidenceSource source(Path photo) {
    for (int from = 0; from < photo.getNameCount(); from++) {
      EvidenceSource source = sources.get(key(photo.subpath(from, photo.getNameCount())));
      if (source != null) {
        return source;
      }
    }
    return null;
  }

  private static Map<String, EvidenceSource> masks(Path folder, List<Path> files)
      throws IOException {
    Map<String, EvidenceSource> sources = new LinkedHashMap<>();
    for (Path file : files) {
      EvidenceSource other = sources.put(key(folder.relativize(file)), new EvidenceMask(file));
      if (other instanceof EvidenceMask mask) {
        throw new IOException(
            "Expected one mask for an image, found %s and %s; keep one of them"
                .formatted(mask.file(), file));
      }
    }
    return sources;
  }

  private static Map<String, EvidenceSource> boxes(Path json) throws IOException {
    Map<String, EvidenceSource> sources = new LinkedHashMap<>();
    CocoBoxes.read(json).forEach((name, boxes) -> sources.put(key(Path.of(name)), boxes));
    return sources;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !name(file).startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** A relative path with slashes and without its extension. */
  private static String key(Path path) {
    String text = path.toString().replace('\\', '/');
    int dot = text.lastIndexOf('.');
    return dot > text.lastIndexOf('/') + 1 ? text.substring(0, dot) : text;
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }
}
