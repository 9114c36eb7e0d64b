package io.github.gradcam.video.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cameras that Linux shows as devices. */
final class LocalCameras {

  private LocalCameras() {}

  /**
   * Refuses a camera that is not there, and tells which ones are.
   *
   * @throws VideoException if there is no such device, or a file
   */
  static void check(MediaAddress address) throws VideoException {
    if ("v4l2".equals(address.format())) {
      check(Path.of(address.url()), Path.of("/dev"));
    }
  }

  static void check(Path camera, Path devices) throws VideoException {
    if (Files.isRegularFile(camera)) {
      throw new VideoException(
          "Expected a camera at %s, found a file; `gradcam video` reads files".formatted(camera));
    }
    if (!Files.exists(camera)) {
      List<String> found = list(devices);
      throw new VideoException(
          "Expected a camera at %s, found none; %s"
              .formatted(
                  camera,
                  found.isEmpty()
                      ? "this machine shows no camera: plug one in, or give --camera screen or a URL"
                      : "give one of " + String.join(", ", found)));
    }
  }

  private static List<String> list(Path devices) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(devices, "video*")) {
      all.forEach(device -> found.add(device.toString()));
    } catch (IOException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }
}
