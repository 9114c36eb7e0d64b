package io.github.gradcam.model.kernel;

import java.nio.file.Path;

/** Where the program keeps what it found out about a machine. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * The folder; it need not be there.
   *
   * @return what {@code GRADCAM_CACHE} names, or {@code gradcam} in the user's folder for caches
   */
  public static Path path() {
    String named = System.getenv("GRADCAM_CACHE");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    return caches == null || caches.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "gradcam")
        : Path.of(caches, "gradcam");
  }
}
