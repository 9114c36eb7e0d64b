package io.github.gradcam.model.kernel;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the program keeps what it found out about a machine. */
public final class CacheFolder {

  private static @Nullable Path named;
  private static boolean off;

  private CacheFolder() {}

  /**
   * Keeps it in another folder from now on.
   *
   * @param folder made when something is written
   */
  public static synchronized void use(Path folder) {
    named = folder;
    off = false;
  }

  /** Keeps nothing from now on: each process finds it out again. */
  public static synchronized void turnOff() {
    off = true;
  }

  /**
   * {@return the folder; it need not be there; what was asked for, what {@code GRADCAM_CACHE}
   * names, or {@code gradcam} in the user's folder for caches; nothing where nothing is kept}
   */
  public static synchronized Optional<Path> path() {
    return off ? Optional.empty() : Optional.of(named == null ? ofUser() : named);
  }

  private static Path ofUser() {
    String variable = System.getenv("GRADCAM_CACHE");
    if (variable != null && !variable.isBlank()) {
      return Path.of(variable);
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    return caches == null || caches.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "gradcam")
        : Path.of(caches, "gradcam");
  }
}
