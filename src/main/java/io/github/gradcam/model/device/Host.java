package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be asked about a machine by reading files, for checks that are tested without it. */
interface Host {

  /** A system property of Java, such as {@code os.arch}. */
  String property(String name);

  /** A variable of the environment, which may be empty. */
  Optional<String> environment(String name);

  /** Whether the program's class path has it. */
  boolean hasResource(String name);

  /** Whether there is a file, folder or device of that name. */
  boolean exists(Path path);

  /** What a file says; nothing where it cannot be read. */
  Optional<String> text(Path file);

  /** What is in a folder, sorted; empty where it cannot be read. */
  List<Path> entries(Path folder);

  /** The libraries that the system's loader has in its cache, by their full names. */
  List<Path> cachedLibraries();
}
