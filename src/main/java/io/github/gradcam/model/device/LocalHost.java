package io.github.gradcam.model.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** This machine. */
final class LocalHost implements Host {

  /** Normal users have no {@code sbin} in their path. */
  private static final List<String> LDCONFIG = List.of("/sbin/ldconfig", "/usr/sbin/ldconfig");

  private static final String ARROW = " => ";

  @Override
  public String property(String name) {
    return System.getProperty(name, "");
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  @Override
  public boolean hasResource(String name) {
    return LocalHost.class.getClassLoader().getResource(name) != null;
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public List<Path> cachedLibraries() {
    for (String program : LDCONFIG) {
      if (Files.isExecutable(Path.of(program))) {
        return printed(program);
      }
    }
    return List.of();
  }

  /** Lines such as {@code libc.so.6 (libc6,x86-64) => /lib/x86_64-linux-gnu/libc.so.6}. */
  private static List<Path> printed(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "-p")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      try (Stream<String> lines = process.inputReader().lines()) {
        return lines
            .filter(line -> line.contains(ARROW) && line.contains("x86-64"))
            .map(line -> Path.of(line.substring(line.indexOf(ARROW) + ARROW.length())))
            .toList();
      }
    } catch (IOException e) {
      return List.of();
    }
  }
}
