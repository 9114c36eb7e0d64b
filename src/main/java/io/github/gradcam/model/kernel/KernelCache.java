package io.github.gradcam.model.kernel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FileBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reports for later processes: one file for each machine and kernels. A file that cannot be
 * read is as good as none; one that cannot be written costs the next process a trial.
 */
final class KernelCache {

  private static final String HINT = "kernels";

  private static final JsonMapper JSON = new JsonMapper();

  private final @Nullable Path folder;

  /** Keeps reports in a folder, or nothing where there is none. */
  KernelCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The user's, which the environment may name. */
  static KernelCache ofUser() {
    return new KernelCache(CacheFolder.path().orElse(null));
  }

  /** The report on kernels of this machine. */
  Optional<KernelReport> read(Kernels kernels) {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JSON.readValue(Files.readAllBytes(file(folder, kernels)), KernelReport.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps a report; whole or not at all. */
  void write(KernelReport report) {
    if (folder == null) {
      return;
    }
    try {
      FileBytes.write(file(folder, report.kernels()), JSON.writeValueAsBytes(report));
    } catch (IOException e) {
      // tried again by the next process
    }
  }

  /**
   * Keeps the variable's value for the launcher: where the environment is right already, nothing
   * has to be loaded to change it.
   */
  void writeHint(String value) {
    if (folder == null) {
      return;
    }
    Path hint = folder.resolve(HINT);
    try {
      if (!Files.exists(hint) || !Files.readString(hint).strip().equals(value)) {
        Files.createDirectories(folder);
        Files.writeString(hint, value + "\n");
      }
    } catch (IOException e) {
      // the environment is changed by each process
    }
  }

  private static Path file(Path folder, Kernels kernels) {
    return folder.resolve("kernels-%s-%s.json".formatted(MachineName.digest(), kernels));
  }
}
