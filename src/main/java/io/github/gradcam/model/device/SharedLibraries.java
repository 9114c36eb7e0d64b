package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for libraries where the system's loader does, and where they lie without its knowing. */
final class SharedLibraries {

  private static final List<String> SYSTEM =
      List.of(
          "/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu",
          "/lib64",
          "/usr/lib64",
          "/lib",
          "/usr/lib");

  private static final Path LOCAL = Path.of("/usr/local");

  private final Host host;
  private final List<Path> cached;

  SharedLibraries(Host host) {
    this.host = host;
    this.cached = host.cachedLibraries();
  }

  /** Whether the loader finds it by its name. */
  boolean loadable(String name) {
    return cached.stream().anyMatch(path -> path.endsWith(name) && host.exists(path))
        || folders().anyMatch(folder -> host.exists(folder.resolve(name)));
  }

  /** A folder of a CUDA installation that has it, for the loader to be told of. */
  Optional<Path> unknownPlace(String name) {
    return host.entries(LOCAL).stream()
        .filter(folder -> folder.getFileName().toString().startsWith("cuda"))
        .map(folder -> folder.resolve("lib64"))
        .filter(folder -> host.exists(folder.resolve(name)))
        .findFirst();
  }

  private Stream<Path> folders() {
    Stream<String> named =
        host.environment("LD_LIBRARY_PATH").stream()
            .flatMap(text -> Stream.of(text.split(":", -1)))
            .filter(text -> !text.isBlank());
    return Stream.concat(named, SYSTEM.stream()).map(Path::of);
  }
}
