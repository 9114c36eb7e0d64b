package io.github.gradcam.model.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trial of the work itself came to, kept for later processes that do the same.
 *
 * @param kernels that are right and fastest
 * @param threading that is fastest
 * @param reason for people
 */
public record KernelDecision(Kernels kernels, Threading threading, String reason) {

  private static final Logger LOG = LoggerFactory.getLogger(KernelDecision.class);
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Finds what was decided on this machine before.
   *
   * @param work a file name that tells kinds of work apart
   * @return nothing where it was not decided, or cannot be read
   */
  public static Optional<KernelDecision> kept(String work) {
    Optional<Path> folder = CacheFolder.path();
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] json = Files.readAllBytes(file(folder.get(), work));
      return Optional.of(JSON.readValue(json, KernelDecision.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps this decision on this machine, if the cache can be written.
   *
   * @param work a file name that tells kinds of work apart
   */
  public void keep(String work) {
    CacheFolder.path().ifPresent(folder -> keep(folder, work));
  }

  private void keep(Path folder, String work) {
    try {
      Files.createDirectories(folder);
      Files.write(file(folder, work), JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      LOG.info("The decision cannot be kept: {}", FailureWords.of(e));
    }
  }

  private static Path file(Path folder, String work) {
    return folder.resolve("%s-%s.json".formatted(work, MachineName.digest()));
  }
}
