package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A machine of a few files: Linux on x86-64, where nothing else is said. */
final class FakeHost implements Host {

  private final Map<String, String> properties =
      new HashMap<>(Map.of("os.name", "Linux", "os.arch", "amd64"));
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Path, String> files = new TreeMap<>();
  private final List<Path> cached = new ArrayList<>();
  private boolean gpuBuild;

  FakeHost property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  FakeHost environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  FakeHost gpuBuild() {
    gpuBuild = true;
    return this;
  }

  FakeHost file(String path, String text) {
    files.put(Path.of(path), text);
    return this;
  }

  FakeHost without(String path) {
    files.remove(Path.of(path));
    return this;
  }

  FakeHost cached(String path) {
    cached.add(Path.of(path));
    return file(path, "");
  }

  @Override
  public String property(String name) {
    return properties.getOrDefault(name, "");
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  @Override
  public boolean hasResource(String name) {
    return gpuBuild && name.contains("linux-x86_64-gpu");
  }

  @Override
  public boolean exists(Path path) {
    return files.keySet().stream().anyMatch(file -> file.startsWith(path));
  }

  @Override
  public Optional<String> text(Path file) {
    return Optional.ofNullable(files.get(file));
  }

  @Override
  public List<Path> entries(Path folder) {
    return files.keySet().stream()
        .filter(file -> file.startsWith(folder) && !file.equals(folder))
        .map(file -> folder.resolve(file.getName(folder.getNameCount())))
        .distinct()
        .toList();
  }

  @Override
  public List<Path> cachedLibraries() {
    return cached;
  }
}
