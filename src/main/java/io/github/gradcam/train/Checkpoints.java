package io.github.gradcam.train;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * The checkpoints of a training: one folder an epoch with the variables and the state. A folder
 * gets its name when it is complete and loses its state first when it goes, so that one with a
 * state is whole, whenever the program is killed.
 */
final class Checkpoints {

  private static final String PREFIX = "epoch-";
  private static final String STATE = "state.json";
  private static final String VARIABLES = "variables";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Saves a checkpoint, then drops those that are neither the last nor the best.
   *
   * @param session whose variables to write
   * @param state how far it has come
   * @return the checkpoint's folder
   */
  Path save(TrainingSession session, TrainingState state) {
    Path target = path(state.epochs());
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempDirectory(folder, ".writing-");
      try {
        session.save(temporary.resolve(VARIABLES));
        JSON.writerWithDefaultPrettyPrinter().writeValue(temporary.resolve(STATE).toFile(), state);
        delete(target);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(temporary);
      }
      prune(state);
      return target;
    } catch (IOException | TensorFlowException e) {
      throw new UncheckedIOException(
          new IOException(
              "Expected to save the checkpoint %s, found: %s; correct that and run the same command again"
                  .formatted(target, reason(e)),
              e));
    }
  }

  /** TensorFlow puts the path of a file of its own before the reason, and hints after it. */
  private static String reason(Exception failure) {
    String words = FailureWords.of(failure);
    return failure instanceof TensorFlowException
        ? words.substring(words.lastIndexOf("; ") + 1).strip()
        : words;
  }

  /**
   * Reads the state of the last complete checkpoint.
   *
   * @return empty if there is none
   */
  Optional<TrainingState> last() {
    return complete().stream().max(Comparator.comparing(Path::getFileName)).map(Checkpoints::state);
  }

  /**
   * Reads the variables of a checkpoint.
   *
   * @param session where they go
   * @param epoch the finished epochs of the checkpoint
   */
  void restore(TrainingSession session, int epoch) {
    session.restore(path(epoch).resolve(VARIABLES));
  }

  /**
   * Names the folder of a checkpoint.
   *
   * @param epoch the finished epochs
   * @return its path, whether it exists or not
   */
  Path path(int epoch) {
    return folder.resolve(PREFIX + "%04d".formatted(epoch));
  }

  private List<Path> complete() {
    return list().stream()
        .filter(path -> path.getFileName().toString().startsWith(PREFIX))
        .filter(path -> Files.isRegularFile(path.resolve(STATE)))
        .toList();
  }

  private List<Path> list() {
    List<Path> paths = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(paths::add);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + folder, e);
      }
    }
    return paths;
  }

  /**
   * Drops what is neither the last nor the best checkpoint, among it what a kill left behind.
   *
   * @param state that of the last checkpoint
   */
  void tidy(TrainingState state) {
    try {
      prune(state);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove old checkpoints in " + folder, e);
    }
  }

  private void prune(TrainingState state) throws IOException {
    Path best = state.best().map(result -> path(result.epoch())).orElseThrow();
    Set<Path> kept = new HashSet<>(List.of(path(state.epochs()), best));
    for (Path path : list()) {
      if (!kept.contains(path)) {
        delete(path);
      }
    }
  }

  private static void delete(Path checkpoint) throws IOException {
    Files.deleteIfExists(checkpoint.resolve(STATE));
    if (Files.exists(checkpoint)) {
      try (Stream<Path> tree = Files.walk(checkpoint)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static TrainingState state(Path checkpoint) {
    try {
      return JSON.readValue(checkpoint.resolve(STATE).toFile(), TrainingState.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the checkpoint " + checkpoint, e);
    }
  }
}
