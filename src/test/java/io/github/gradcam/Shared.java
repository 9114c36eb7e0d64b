package io.github.gradcam;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** What some tests need besides the repository: models, images and maps of others. */
public final class Shared {

  private static final Path FOLDER = Path.of("..", "shared");

  private Shared() {}

  /** A path in the folder beside the repository; where there is none, the test is left out. */
  public static Path path(String name) {
    Path path = FOLDER.resolve(name);
    Path part = FOLDER.resolve(Path.of(name).getName(0));
    assumeTrue(Files.exists(part), () -> "needs " + part);
    assumeTrue(Files.exists(path), () -> "needs " + path);
    return path;
  }
}
