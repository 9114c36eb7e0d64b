package io.github.gradcam.model.foreign;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names of a model's classes: those given, those of a file beside it, or numbers. */
public final class Labels {

  private static final long MOST_BYTES = 64L << 20;

  private static final String BACKGROUND = "background";
  private static final String BESIDE = "labels.txt";
  private static final Pattern NUMBERED = Pattern.compile("(\\d+)[\\s:,]+(.+)");

  private final Path model;
  private final ModelDescription description;

  Labels(Path model, ModelDescription description) {
    this.model = model;
    this.description = description;
  }

  /**
   * Reads labels, one a line; where each line begins with its own number, the number is left out.
   *
   * @param file a text file
   * @return the labels in order
   * @throws ModelException if it cannot be read
   */
  public static List<String> read(Path file) {
    try {
      long length = RegularFile.length(file);
      if (length > MOST_BYTES) {
        throw new ModelException(
            "Expected a text file with one label a line of at most %d MB in %s, found %d MB"
                .formatted(MOST_BYTES >> 20, file, length >> 20));
      }
      List<String> lines =
          Files.readAllLines(file).stream().map(String::strip).filter(l -> !l.isEmpty()).toList();
      List<Matcher> numbered = lines.stream().map(NUMBERED::matcher).toList();
      boolean all =
          IntStream.range(0, lines.size())
              .allMatch(
                  i ->
                      numbered.get(i).matches()
                          && numbered.get(i).group(1).equals(String.valueOf(i)));
      return all ? numbered.stream().map(line -> line.group(2)).toList() : lines;
    } catch (IOException e) {
      throw new ModelException(
          "Expected a text file with one label a line in %s, found%s".formatted(file, found(e)), e);
    }
  }

  private static String found(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return " nothing; check the path";
    } else if (failure instanceof AccessDeniedException) {
      return " that it may not be read; check its owner and mode";
    } else if (failure instanceof CharacterCodingException) {
      return " text in other letters than those of UTF-8; save it so";
    }
    return ": " + FailureWords.of(failure);
  }

  /** One for each class. */
  List<String> of(int classes) {
    if (!description.labels().isEmpty()) {
      return fitted(description.labels(), classes);
    }
    List<String> beside = beside();
    if (beside.size() == classes) {
      return beside;
    }
    return numbered(classes);
  }

  /** What classes are called that nothing names. */
  static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  /** ImageNet has 1000 classes, or 1001 with a first one for nothing of them. */
  private static List<String> fitted(List<String> labels, int classes) {
    if (labels.size() == classes) {
      return labels;
    } else if (classes == 1001 && labels.size() == 1000) {
      return Stream.concat(Stream.of(BACKGROUND), labels.stream()).toList();
    } else if (classes == 1000 && labels.size() == 1001 && labels.get(0).equals(BACKGROUND)) {
      return labels.subList(1, labels.size());
    }
    throw new ModelException(
        "Expected %d labels, one for each class of the model, found %d"
            .formatted(classes, labels.size()));
  }

  private List<String> beside() {
    Stream<Path> places =
        Stream.of(
            model.resolve(BESIDE),
            model.resolve("assets").resolve(BESIDE),
            model.resolveSibling(BESIDE));
    return places.filter(Files::isRegularFile).findFirst().map(Labels::read).orElse(List.of());
  }
}
