package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.FrameRecord;
import io.github.gradcam.report.JsonLines;
import io.github.gradcam.video.media.MediaProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a video ends, what was written of it plays: each ending in a process of its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals and limits are those of Linux")
@Timeout(600)
class EndedVideoTest {

  private static final String[] PHOTOS = {
    "sea-sunset", "forest-stream", "glacier-icefall", "buildings-colosseum-rome"
  };

  private static final int SCENE = 48;
  private static final int FRAMES = 16 * SCENE;

  /** More than two seconds of 24 frames, after which each part of a file can be played. */
  private static final int FRAMES_UNTIL_THE_END = 150;

  private static final int FULL_KIBIBYTES = 400;

  @TempDir static Path folder;

  /** How a process ended. */
  private record Ending(int code, String said) {}

  private static Ending finished;
  private static Ending interrupted;
  private static Ending killed;
  private static Ending full;

  private enum How {
    FINISHED,
    INTERRUPTED,
    KILLED,
    FULL;

    Path video() {
      return folder.resolve(this + ".mp4");
    }

    int frames() throws IOException {
      return Integer.parseInt(MediaProbe.video(video()).get("nb_read_frames"));
    }

    List<FrameRecord> records() throws IOException {
      return JsonLines.read(folder.resolve(this + ".jsonl"), FrameRecord.class);
    }
  }

  @BeforeAll
  static void run() throws Exception {
    Path scenes = Film.write(folder.resolve("scenes.mp4"), "24", SCENE, PHOTOS);
    List<String> four = List.of(PHOTOS);
    String[] sixteen =
        Collections.nCopies(4, four).stream().flatMap(List::stream).toArray(String[]::new);
    Path film = Film.write(folder.resolve("film.mp4"), "24", SCENE, sixteen);
    finished = explain(scenes, How.FINISHED, "unlimited", "");
    interrupted = explain(film, How.INTERRUPTED, "unlimited", "INT");
    killed = explain(film, How.KILLED, "unlimited", "KILL");
    full = explain(film, How.FULL, Integer.toString(FULL_KIBIBYTES), "");
  }

  private static Ending explain(Path film, How how, String limit, String signal) throws Exception {
    Path said = folder.resolve(how + ".txt");
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                // whoever ignores Ctrl-C hands that on
                "ulimit -f $0; exec env --default-signal=INT \"$@\"",
                limit,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "video",
                film.toString(),
                "--every",
                "4",
                "--output",
                how.video().toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!signal.isEmpty()) {
        awaitFrames(process, how);
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      }
      int code = process.waitFor();
      return new Ending(code, Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitFrames(Process process, How how) throws Exception {
    Path records = folder.resolve(how + ".jsonl");
    while (!Files.exists(records) || how.records().size() < FRAMES_UNTIL_THE_END) {
      assertThat(process.isAlive()).as("process still explains").isTrue();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void finishedVideoIsWhole() throws Exception {
    assertThat(finished.code()).as(finished.said()).isZero();
    assertThat(How.FINISHED.frames()).isEqualTo(4 * SCENE);
  }

  @Test
  void interruptedVideoEndsInGoodOrder() throws Exception {
    assertThat(interrupted.code()).isIn(1, 128 + 2);
    assertThat(interrupted.said())
        .contains("Explained ")
        .contains("Interrupted: the video holds the frames until then");
    int frames = How.INTERRUPTED.frames();
    assertThat(frames).isBetween(FRAMES_UNTIL_THE_END, FRAMES - 1);
    assertThat(interrupted.said()).contains("Explained %d frames".formatted(frames));
    assertThat(How.INTERRUPTED.records()).hasSize(frames);
    assertThat(ImageFiles.read(folder.resolve("INTERRUPTED.timeline.png")).width())
        .isGreaterThan(1000);
    double sound = Double.parseDouble(MediaProbe.sound(How.INTERRUPTED.video()).get("duration"));
    assertThat(sound).isCloseTo(frames / 24.0, within(0.1));
  }

  @Test
  void killedVideoPlaysUpToItsLastSeconds() throws Exception {
    assertThat(killed.code()).isEqualTo(128 + 9);
    int frames = How.KILLED.frames();
    assertThat(frames).isBetween(2 * SCENE, How.KILLED.records().size());
    assertThat(MediaProbe.sound(How.KILLED.video())).containsEntry("codec_name", "aac");
  }

  @Test
  void fullDiskIsToldWithTheFramesThatCanBePlayed() throws Exception {
    assertThat(full.code()).isEqualTo(1);
    assertThat(Files.size(How.FULL.video())).isLessThanOrEqualTo(FULL_KIBIBYTES * 1024L);
    Matcher told =
        Pattern.compile(
                "gradcam: Expected to write (.*), found: File too large; "
                    + "the first (\\d+) frames can be played in (.*)")
            .matcher(full.said());
    assertThat(told.find()).as(full.said()).isTrue();
    assertThat(told.group(1)).isEqualTo(How.FULL.video().toString());
    int frames = How.FULL.frames();
    assertThat(frames).isBetween(SCENE, FRAMES - 1);
    assertThat(told.group(2)).isEqualTo(Integer.toString(frames));
    assertThat(How.FULL.records().size()).isGreaterThanOrEqualTo(frames);
  }

  @ParameterizedTest
  @EnumSource
  void browserPlaysWhatWasWritten(How how, @TempDir Path temporary) throws Exception {
    assumeTrue(Browser.isThere(), "needs the program chromium, which is not installed");
    Browser.Played played = Browser.play(how.video(), temporary);
    int frames = how.frames();
    assertThat(played.error()).isEmpty();
    assertThat(played.width()).isEqualTo(320);
    assertThat(played.height()).isEqualTo(180);
    assertThat(played.frames()).isEqualTo(frames);
    assertThat(played.time()).isCloseTo(frames / 24.0, within(0.1));
    assertThat(played.duration()).isCloseTo(played.time(), within(0.1));
  }
}
