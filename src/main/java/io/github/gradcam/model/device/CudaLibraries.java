package io.github.gradcam.model.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether the libraries of CUDA 12 and cuDNN 9 that TensorFlow opens at its start are there. */
final class CudaLibraries implements GpuCheck {

  /** By the package of NVIDIA's repository for Debian and Ubuntu that has them. */
  private static final Map<String, String> PACKAGES =
      new TreeMap<>(
          Map.of(
              "libcudart.so.12", "cuda-cudart-12-5",
              "libcublas.so.12", "libcublas-12-5",
              "libcublasLt.so.12", "libcublas-12-5",
              "libcufft.so.11", "libcufft-12-5",
              "libcusolver.so.11", "libcusolver-12-5",
              "libcusparse.so.12", "libcusparse-12-5",
              "libnvJitLink.so.12", "libnvjitlink-12-5",
              "libcudnn.so.9", "libcudnn9-cuda-12"));

  @Override
  public Optional<String> objection(Host host) {
    SharedLibraries libraries = new SharedLibraries(host);
    List<String> missing =
        PACKAGES.keySet().stream().filter(name -> !libraries.loadable(name)).toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(message(libraries, missing));
  }

  private static String message(SharedLibraries libraries, List<String> missing) {
    Set<String> places = new LinkedHashSet<>();
    Set<String> packages = new LinkedHashSet<>();
    for (String name : missing) {
      libraries
          .unknownPlace(name)
          .map(Path::toString)
          .ifPresentOrElse(places::add, () -> packages.add(PACKAGES.get(name)));
    }
    List<String> advice = new ArrayList<>();
    if (!packages.isEmpty()) {
      advice.add("install " + String.join(" ", packages) + " of NVIDIA's repository");
    }
    if (!places.isEmpty()) {
      advice.add("set LD_LIBRARY_PATH=" + String.join(":", places));
    }
    return "Expected the libraries of CUDA 12 and cuDNN 9, found no %s where they are looked for; %s (docs/gpu.md)"
        .formatted(String.join(", ", missing), String.join(", and ", advice));
  }
}
