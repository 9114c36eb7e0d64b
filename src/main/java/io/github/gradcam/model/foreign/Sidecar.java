package io.github.gradcam.model.foreign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FileBytes;
import io.github.gradcam.model.JsonFault;
import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what people say about a model, so that they say it once: in {@code MODEL.gradcam.json}
 * beside the model, or, where nothing can be written there, in the user's own data folder.
 */
public final class Sidecar {

  private static final String END = ".gradcam.json";
  private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);
  private static final JsonMapper JSON = new JsonMapper();

  /** Where it may be, best first. */
  private final List<Path> places;

  /**
   * Names the sidecar of a model; nothing is read or written yet.
   *
   * @param model its file or folder
   */
  public Sidecar(Path model) {
    this(model, userFolder(System.getenv()));
  }

  Sidecar(Path model, Path userFolder) {
    Path whole = model.toAbsolutePath().normalize();
    String key =
        UUID.nameUUIDFromBytes(whole.toString().getBytes(StandardCharsets.UTF_8)).toString();
    places =
        List.of(whole.resolveSibling(whole.getFileName() + END), userFolder.resolve(key + END));
  }

  /**
   * Reads what was said before.
   *
   * @return nothing where nothing was
   * @throws ModelException if the file is there and cannot be read
   */
  public ModelDescription read() {
    for (Path place : places) {
      if (Files.isRegularFile(place)) {
        try {
          return JSON.readValue(place.toFile(), ModelDescription.class);
        } catch (IOException e) {
          throw new ModelException(
              "Expected what was said about the model in %s, found %s; correct or delete the file"
                  .formatted(place, JsonFault.of(e)),
              e);
        }
      }
    }
    return ModelDescription.NONE;
  }

  /**
   * Keeps what is known now; whole or not at all.
   *
   * @param description all of it
   * @return where it was written
   * @throws IOException if no place can be written to
   */
  public Path write(ModelDescription description) throws IOException {
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
    if (isMeantToBeWritten(places.get(0))) {
      try {
        return write(bytes, places.get(0));
      } catch (IOException e) {
        LOG.debug("No file beside the model", e);
      }
    }
    return write(bytes, places.get(1));
  }

  /** A folder that its owner may not write to is left as it is, even by an administrator. */
  private static boolean isMeantToBeWritten(Path place) throws IOException {
    PosixFileAttributeView posix =
        Files.getFileAttributeView(place.getParent(), PosixFileAttributeView.class);
    return posix == null
        || posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
  }

  private static Path write(byte[] bytes, Path file) throws IOException {
    FileBytes.write(file, bytes);
    return file;
  }

  private static Path userFolder(Map<String, String> environment) {
    String home = System.getProperty("user.home", ".");
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base = data.isEmpty() ? Path.of(home, ".local", "share") : Path.of(data);
    return base.resolve("gradcam").resolve("models");
  }
}
