package io.github.gradcam.video;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.ffprobe;
import org.bytedeco.javacpp.Loader;

/** The programs that come with FFmpeg's libraries, to make videos and to look at them. */
public final class FfmpegPrograms {

  static {
    Ffmpeg.load();
  }

  private FfmpegPrograms() {}

  /** Where the program {@code ffmpeg} lies. */
  public static String ffmpegPath() {
    return Loader.load(ffmpeg.class);
  }

  /** Runs {@code ffmpeg}. */
  public static void ffmpeg(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ffmpegPath(), "-v", "error", "-y"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    run(command);
  }

  /** Makes a video of a test pattern, or of another source of FFmpeg's. */
  public static Path video(Path file, String source, Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("-f", "lavfi", "-i", source));
    all.addAll(List.of(arguments));
    all.add(file);
    ffmpeg(all.toArray());
    return file;
  }

  /** What {@code ffprobe} says of the first stream of a kind; empty if there is none. */
  public static Map<String, String> probe(Path file, String kind) throws IOException {
    String text =
        run(
            List.of(
                Loader.load(ffprobe.class),
                "-v",
                "error",
                "-count_frames",
                "-select_streams",
                kind + ":0",
                "-show_entries",
                "stream:stream_side_data=rotation",
                "-of",
                "default=nokey=0:noprint_wrappers=1",
                file.toString()));
    Map<String, String> values = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return said;
  }
}
