package io.github.gradcam.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays videos in Chromium, without a screen. */
final class Browser {

  private static final String PROGRAM = "chromium";
  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern TITLE = Pattern.compile("<title>(\\{.*\\})</title>");

  /** The inner frame is never loaded, and with it the page, until the video has ended. */
  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8"><title>nothing</title>
      <body><video muted src="%s"></video><iframe></iframe><script>
      const video = document.querySelector('video');
      const inner = document.querySelector('iframe').contentDocument;
      inner.open();
      const tell = error => {
        document.title = JSON.stringify({
          error: error, width: video.videoWidth, height: video.videoHeight,
          duration: video.duration, time: video.currentTime,
          frames: video.getVideoPlaybackQuality().totalVideoFrames});
        inner.close();
      };
      video.onended = () => tell('');
      video.onerror = () => tell(video.error.message || 'error ' + video.error.code);
      video.playbackRate = 8;
      video.play().catch(error => tell(String(error)));
      </script></body>
      """;

  private Browser() {}

  /**
   * What a browser says of a video that it played.
   *
   * @param error empty if it came to the end
   * @param width of its images, pixels
   * @param height of its images, pixels
   * @param duration seconds
   * @param time where it ended, seconds
   * @param frames that were decoded
   */
  record Played(String error, int width, int height, double duration, double time, int frames) {}

  static boolean isThere() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, PROGRAM))) {
        return true;
      }
    }
    return false;
  }

  /** Plays a video to its end. */
  static Played play(Path video, Path temporary) throws IOException, InterruptedException {
    Path page = temporary.resolve("page.html");
    Files.writeString(page, PAGE.formatted(video.toUri()));
    List<String> command = new ArrayList<>(List.of(PROGRAM, "--headless", "--no-sandbox"));
    command.addAll(List.of("--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--user-data-dir=" + temporary.resolve("profile")));
    command.add("--autoplay-policy=no-user-gesture-required");
    command.addAll(List.of("--dump-dom", page.toUri().toString()));
    Path dump = temporary.resolve("dump.html");
    Process browser =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(dump.toFile())
            .start();
    if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      browser.destroy();
      throw new IOException("Expected " + PROGRAM + " to play " + video + ", found it waiting");
    }
    String said = Files.readString(dump, StandardCharsets.UTF_8);
    Matcher title = TITLE.matcher(said);
    if (!title.find()) {
      throw new IOException("Expected what became of " + video + ", found: " + said);
    }
    JsonNode told = new ObjectMapper().readTree(title.group(1));
    return new Played(
        told.get("error").asText(),
        told.get("width").asInt(),
        told.get("height").asInt(),
        told.get("duration").asDouble(),
        told.get("time").asDouble(),
        told.get("frames").asInt());
  }
}
