package io.github.gradcam.batch.gallery;

import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image to explain.
 *
 * @param path where it is
 * @param stem where its images go, relative to the output folder, without an extension; no two
 *     images share one
 * @param label the class that a list gives it, if any
 */
public record ImageInput(Path path, String stem, @Nullable String label) {

  /** An image so called would share names with the further files of another. */
  private static final Pattern FURTHER_FILE =
      Pattern.compile("\\.(raw|against|mask|contours|sheet|overlay)$", Pattern.CASE_INSENSITIVE);

  /**
   * Lists the images that the user named, those of folders by name, those of lists in their order,
   * each once.
   *
   * @param inputs images, folders, and lists of files as {@code batch} takes them; an image that
   *     does not exist is listed, and fails later
   * @param output left out where it lies in a folder
   * @throws IOException if a folder cannot be read or holds no image, or a list cannot be read
   */
  public static List<ImageInput> list(List<Path> inputs, Path output) throws IOException {
    Path excluded = output.toAbsolutePath().normalize();
    Set<Path> seen = new LinkedHashSet<>();
    Set<String> stems = new HashSet<>();
    List<ImageInput> files = new ArrayList<>();
    for (Path input : inputs) {
      boolean folder = Files.isDirectory(input);
      for (Named named : ImageInputs.isList(input) ? listed(input) : typed(input, excluded)) {
        Path path = named.path();
        if (seen.add(path.toAbsolutePath().normalize())) {
          Path shown = folder ? input.relativize(path) : path.getFileName();
          files.add(new ImageInput(path, UniqueWords.unique(stem(shown), stems), named.label()));
        }
      }
    }
    return files;
  }

  /** An image, and its class where that is said. */
  private record Named(Path path, @Nullable String label) {}

  private static List<Named> typed(Path input, Path excluded) throws IOException {
    List<Path> paths = Files.isDirectory(input) ? photos(input, excluded) : List.of(input);
    return paths.stream().map(path -> new Named(path, null)).toList();
  }

  private static List<Named> listed(Path list) throws IOException {
    return ImageInputs.listed(list).stream()
        .map(entry -> new Named(Path.of(entry.path()), entry.label()))
        .toList();
  }

  private static List<Path> photos(Path folder, Path excluded) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> photos =
          tree.filter(path -> !Files.isDirectory(path))
              .filter(ImageFiles::hasImageExtension)
              .filter(path -> !path.getFileName().toString().startsWith("."))
              .filter(path -> !path.toAbsolutePath().normalize().startsWith(excluded))
              .sorted()
              .toList();
      if (photos.isEmpty()) {
        throw new IOException(
            "Expected images (.jpg, .png, ...) in %s, found none; check the path"
                .formatted(folder));
      }
      return photos;
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String stem(Path shown) {
    String text = shown.toString().replace('\\', '/');
    int dot = text.lastIndexOf('.');
    String stem = dot > text.lastIndexOf('/') + 1 ? text.substring(0, dot) : text;
    return FURTHER_FILE.matcher(stem).find() ? stem + "-photo" : stem;
  }
}
