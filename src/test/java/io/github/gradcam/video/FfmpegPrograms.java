package io.github.gradcam.video;

import io.github.gradcam.video.media.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * The programs that come with FFmpeg's libraries, to make videos and to look at them. A test that
 * asks for one where it cannot run is left out.
 */
public final class FfmpegPrograms {

  private FfmpegPrograms() {}

  /** Where the program {@code ffmpeg} lies. */
  public static String ffmpegPath() {
    return program(ffmpeg.class);
  }

  private static String program(Class<?> program) {
    Programs.assumeCaptureDevices();
    return Loader.load(program);
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

  /**
   * Prepares to start one of the programs. Its libraries lie beside it, also those that only they
   * themselves need, such as libva, which the system need not have.
   *
   * @param command the program's path and its arguments
   */
  public static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    String beside = String.valueOf(Path.of(command.get(0)).getParent());
    builder
        .environment()
        .merge("LD_LIBRARY_PATH", beside, (given, own) -> own + File.pathSeparator + given);
    return builder;
  }

  private static String run(List<String> command) throws IOException {
    Process process = process(command).redirectErrorStream(true).start();
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
