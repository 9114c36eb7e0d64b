package io.github.gradcam.cli;

import io.github.gradcam.video.FfmpegPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Films of the sample photos: the camera pans over each, with hard cuts between, and a tone. */
final class Film {

  private static final String CAMERA =
      "scale=352:198,crop=320:180:x='(in_w-320)*n/%1$d':y='(in_h-180)*n/%1$d',"
          + "setsar=1,format=yuv420p,trim=end_frame=%1$d";

  private Film() {}

  /**
   * Makes a film of 320 x 180 pixels.
   *
   * @param file to write
   * @param rate frames a second, such as 30000/1001
   * @param frames of each scene
   * @param photos names in data/, one a scene
   */
  static Path write(Path file, String rate, int frames, String... photos) throws IOException {
    List<Object> arguments = new ArrayList<>();
    StringBuilder filter = new StringBuilder();
    StringBuilder scenes = new StringBuilder();
    for (int i = 0; i < photos.length; i++) {
      arguments.addAll(List.of("-loop", 1, "-framerate", rate));
      arguments.addAll(List.of("-i", Path.of("data", photos[i] + ".jpg")));
      filter.append("[%d]%s[scene%d];".formatted(i, CAMERA.formatted(frames), i));
      scenes.append("[scene%d]".formatted(i));
    }
    arguments.addAll(
        List.of("-f", "lavfi", "-i", "sine=440:d=" + seconds(rate, frames * photos.length)));
    filter.append(scenes).append("concat=n=%d[film]".formatted(photos.length));
    arguments.addAll(List.of("-filter_complex", filter, "-map", "[film]"));
    arguments.addAll(List.of("-map", photos.length + ":a", "-c:a", "aac"));
    arguments.addAll(List.of("-c:v", "libopenh264", "-b:v", "1M", "-movflags", "faststart"));
    arguments.add(file);
    FfmpegPrograms.ffmpeg(arguments.toArray());
    return file;
  }

  private static double seconds(String rate, int frames) {
    String[] ratio = (rate + "/1").split("/", -1);
    return frames * Double.parseDouble(ratio[1]) / Double.parseDouble(ratio[0]);
  }
}
