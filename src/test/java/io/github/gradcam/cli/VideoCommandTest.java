package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.FrameRecord;
import io.github.gradcam.report.JsonLines;
import io.github.gradcam.video.FfmpegPrograms;
import io.github.gradcam.video.media.MediaProbe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the model that ships, and films of the images that ship. */
class VideoCommandTest {

  private static final String[] PHOTOS = {
    "sea-sunset", "forest-stream", "glacier-icefall", "buildings-colosseum-rome"
  };
  private static final List<String> CLASSES = List.of("sea", "forest", "glacier", "buildings");

  @TempDir static Path films;

  /** Twelve frames of the sea, half a second. */
  private static Path sea;

  /** The sea for a second, then the forest for a second. */
  private static Path twoScenes;

  @TempDir Path folder;

  @BeforeAll
  static void film() throws IOException {
    sea = Film.write(films.resolve("sea.mp4"), "24", 12, "sea-sunset");
    twoScenes = Film.write(films.resolve("two.mp4"), "24", 24, "sea-sunset", "forest-stream");
  }

  private Path out() {
    return folder.resolve("out.mp4");
  }

  private Run video(Object input, Object... options) {
    List<String> all = new ArrayList<>(List.of("video", input.toString()));
    Arrays.stream(options).map(Object::toString).forEach(all::add);
    if (!all.contains("--output")) {
      all.addAll(List.of("--output", out().toString()));
    }
    return Run.of(all.toArray(String[]::new));
  }

  private static void assertDone(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Map<String, String> picture(Path file) throws IOException {
    return MediaProbe.video(file);
  }

  private static double seconds(Map<String, String> stream) {
    return Double.parseDouble(stream.get("duration"));
  }

  private List<FrameRecord> records() throws IOException {
    return JsonLines.read(folder.resolve("out.jsonl"), FrameRecord.class);
  }

  private static List<String> labels(List<FrameRecord> records) {
    return records.stream().map(record -> record.target().label()).toList();
  }

  @ParameterizedTest
  @CsvSource({"24, 24/1, 48", "30000/1001, 30000/1001, 36"})
  void labelsFollowTheCutsAndFilmAndSoundStayAsTheyWere(String rate, String exact, int scene)
      throws Exception {
    Path film = Film.write(folder.resolve("film.mp4"), rate, scene, PHOTOS);
    Run run = video(film);
    assertDone(run);
    assertThat(run.out())
        .contains("Explained %d frames in ".formatted(4 * scene))
        .contains("out.mp4");
    assertThat(run.err()).contains("Busy: decode").contains("re_lu_12");
    assertThat(picture(out()))
        .containsEntry("nb_read_frames", Integer.toString(4 * scene))
        .containsEntry("r_frame_rate", exact)
        .containsEntry("width", "320")
        .containsEntry("height", "180")
        .containsEntry("codec_name", "h264");
    assertThat(seconds(picture(out()))).isCloseTo(seconds(picture(film)), within(1 / 24.0));
    Map<String, String> sound = MediaProbe.sound(out());
    Map<String, String> original = MediaProbe.sound(film);
    assertThat(sound)
        .containsEntry("codec_name", "aac")
        .containsEntry("nb_read_frames", original.get("nb_read_frames"));
    assertThat(seconds(sound)).isCloseTo(seconds(original), within(1 / 24.0));
    assertRecords(records(), scene, seconds(picture(film)) / (4 * scene));
    RgbImage timeline = ImageFiles.read(folder.resolve("out.timeline.png"));
    assertThat(timeline.width()).isGreaterThan(timeline.height());
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("film.mp4", "out.mp4", "out.jsonl", "out.timeline.png");
  }

  private static void assertRecords(List<FrameRecord> records, int scene, double step) {
    assertThat(records).hasSize(4 * scene);
    for (int i = 0; i < records.size(); i++) {
      FrameRecord record = records.get(i);
      assertThat(record.frame()).isEqualTo(i);
      assertThat(record.time()).isCloseTo(i * step, within(1e-3));
      assertThat(record.target().probability()).isBetween(0f, 1f);
      assertThat(record.predictions()).hasSize(5);
      assertThat(record.predictions().stream().map(ClassProbability::probability).toList())
          .isSortedAccordingTo((a, b) -> Float.compare(b, a));
      assertThat(record.energy()).isBetween(0.0, 1.0);
      assertThat(record.explained()).isTrue();
      assertThat(record.cut()).isEqualTo(i % scene == 0);
      if (i % scene >= 3) {
        assertThat(record.target().label()).as("frame %d", i).isEqualTo(CLASSES.get(i / scene));
        assertThat(record.target().probability()).isGreaterThan(0.5f);
      }
    }
  }

  @Test
  void framesBetweenAreInterpolatedAndCutsAreExplained() throws IOException {
    assertDone(video(twoScenes, "--every", "5"));
    List<FrameRecord> records = records();
    assertThat(records).hasSize(48);
    assertThat(records.stream().filter(FrameRecord::explained).map(FrameRecord::frame))
        .containsExactly(0L, 5L, 10L, 15L, 20L, 24L, 25L, 30L, 35L, 40L, 45L);
    assertThat(labels(records.subList(0, 24))).containsOnly("sea");
    assertThat(labels(records.subList(24, 48))).containsOnly("forest");
    double energy = records.get(10).energy();
    assertThat(records.get(11).energy())
        .isCloseTo(energy + (records.get(15).energy() - energy) / 5, within(1e-6));
    assertThat(records.get(23).energy()).isEqualTo(records.get(20).energy());
    assertThat(picture(out())).containsEntry("nb_read_frames", "48");
  }

  @Test
  void classThatIsAskedForIsShownInEveryScene() throws IOException {
    assertDone(video(twoScenes, "--class", "sea", "--every", "4"));
    List<FrameRecord> records = records();
    assertThat(labels(records)).hasSize(48).containsOnly("sea");
    assertThat(records.get(12).target().probability()).isGreaterThan(0.9f);
    assertThat(records.get(36).target().probability()).isLessThan(0.1f);
    assertThat(records.get(36).predictions().get(0).label()).isEqualTo("forest");
    assertThat(records.get(36).energy()).isLessThan(records.get(12).energy() / 2);
  }

  @Test
  void sideBySideIsTwiceAsWideWithTheFilmAtItsLeft() throws Exception {
    assertDone(video(sea, "--view", "side-by-side"));
    assertThat(picture(out()))
        .containsEntry("width", "640")
        .containsEntry("height", "180")
        .containsEntry("nb_read_frames", "12");
    RgbImage drawn = firstImage(out());
    RgbImage film = firstImage(sea);
    double left = 0;
    double right = 0;
    for (int y = 0; y < 180; y++) {
      for (int x = 0; x < 320 * 3; x++) {
        int original = film.pixels()[y * 320 * 3 + x] & 0xff;
        left += Math.abs((drawn.pixels()[y * 640 * 3 + x] & 0xff) - original);
        right += Math.abs((drawn.pixels()[y * 640 * 3 + 320 * 3 + x] & 0xff) - original);
      }
    }
    assertThat(left / film.pixels().length).isLessThan(6);
    assertThat(right / film.pixels().length).isGreaterThan(20);
  }

  private RgbImage firstImage(Path film) throws Exception {
    Path png = folder.resolve("first.png");
    FfmpegPrograms.ffmpeg("-i", film, "-frames:v", 1, "-update", 1, png);
    return ImageFiles.read(png);
  }

  @Test
  void partIsExplainedAlone() throws IOException {
    assertDone(video(twoScenes, "--from", "0:00.5", "--to", "1.5"));
    List<FrameRecord> records = records();
    assertThat(records).hasSize(24);
    assertThat(records.get(0).frame()).isZero();
    assertThat(records.get(0).time()).isCloseTo(0.5, within(1e-6));
    assertThat(labels(records.subList(0, 12))).containsOnly("sea");
    assertThat(labels(records.subList(12, 24))).containsOnly("forest");
    assertThat(picture(out())).containsEntry("nb_read_frames", "24");
    assertThat(seconds(picture(out()))).isCloseTo(1, within(1e-3));
    assertThat(seconds(MediaProbe.sound(out()))).isCloseTo(1, within(0.05));
  }

  @Test
  void soundIsLeftOutOnRequest() throws IOException {
    assertDone(video(sea, "--no-sound"));
    assertThat(MediaProbe.sound(out())).isEmpty();
    assertThat(picture(out())).containsEntry("nb_read_frames", "12");
  }

  @Test
  void animatedImageIsWritten() throws IOException {
    assertDone(video(sea, "--output", folder.resolve("out.webp")));
    String bytes = Files.readString(folder.resolve("out.webp"), StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("RIFF").contains("WEBP").contains("ANIM");
    assertThat(bytes.split("ANMF", -1)).hasSize(1 + 12);
    assertThat(records()).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.mkv", "out.mov"})
  void otherKindsOfFilmAreWritten(String name) throws IOException {
    Path file = folder.resolve(name);
    assertDone(video(sea, "--output", file, "--view", "heatmap"));
    assertThat(picture(file))
        .containsEntry("codec_name", "h264")
        .containsEntry("nb_read_frames", "12");
    assertThat(MediaProbe.sound(file)).containsEntry("codec_name", "aac");
  }

  @Test
  void animatedGifIsExplained() throws IOException {
    Path gif = folder.resolve("in.gif");
    FfmpegPrograms.ffmpeg("-i", sea, "-vf", "fps=10,scale=160:-2", gif);
    assertDone(video(gif));
    String frames = picture(gif).get("nb_read_frames");
    assertThat(picture(out()))
        .containsEntry("nb_read_frames", frames)
        .containsEntry("width", "160");
    assertThat(labels(records())).hasSize(Integer.parseInt(frames)).containsOnly("sea");
  }

  private Path pictures() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("the images"));
    FfmpegPrograms.ffmpeg("-i", sea, "-start_number", 5, pictures.resolve("shot %d.png"));
    return pictures;
  }

  @Test
  void numberedImagesAreExplainedAtTheRateAskedFor() throws IOException {
    Path pictures = pictures();
    for (Path input : List.of(pictures, pictures.resolve("shot %d.png"))) {
      assertDone(video(input, "--fps", "10"));
      assertThat(picture(out()))
          .containsEntry("nb_read_frames", "12")
          .containsEntry("r_frame_rate", "10/1")
          .containsEntry("width", "320");
      assertThat(labels(records())).hasSize(12).containsOnly("sea");
      assertThat(records().get(11).time()).isCloseTo(1.1, within(1e-6));
    }
  }

  @Test
  void imagesHaveRatesOfTelevision() throws IOException {
    assertDone(video(pictures(), "--fps", "29.97"));
    assertThat(picture(out())).containsEntry("r_frame_rate", "30000/1001");
  }

  @Test
  void brokenImageEndsTheVideoThereAndSaysSo() throws IOException {
    Path pictures = pictures();
    Files.writeString(pictures.resolve("shot 11.png"), "no image");
    Run run = video(pictures);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("Expected 12 images, found that the video ends after 6:")
        .contains("shot 11.png");
    assertThat(picture(out())).containsEntry("nb_read_frames", "6");
    assertThat(records()).hasSize(6);
  }

  @Test
  void turnedFilmKeepsSizeAndTurn() throws IOException {
    Path turned = folder.resolve("turned.mp4");
    FfmpegPrograms.ffmpeg("-display_rotation", 90, "-i", sea, "-c", "copy", turned);
    assertDone(video(turned));
    assertThat(picture(turned)).containsEntry("rotation", "90");
    assertThat(picture(out()))
        .containsEntry("rotation", "90")
        .containsEntry("width", "320")
        .containsEntry("height", "180")
        .containsEntry("nb_read_frames", "12");
  }

  @Test
  void sideBySideOfATurnedFilmIsWiderAsItIsSeen() throws IOException {
    Path turned = folder.resolve("turned.mp4");
    FfmpegPrograms.ffmpeg("-display_rotation", -90, "-i", sea, "-c", "copy", turned);
    assertDone(video(turned, "--view", "side-by-side"));
    // seen as 180 x 320, so 360 x 320 side by side, stored lying
    assertThat(picture(out())).containsEntry("width", "320").containsEntry("height", "360");
  }

  @Test
  void namesMayHaveSpacesSignsAndLettersOfAnyScript() throws IOException {
    Path film = folder.resolve("\u96ea\u5c71 50%d \u0444\u0438\u043b\u044c\u043c #1?.mp4");
    Files.copy(sea, film);
    Path out = folder.resolve("\u00e9t\u00e9 2/\u6d77 & sea.mp4");
    Run run = video(film, "--output", out);
    assertDone(run);
    assertThat(run.out()).contains(out.toString());
    assertThat(picture(out)).containsEntry("nb_read_frames", "12");
    assertThat(MediaProbe.sound(out)).containsEntry("codec_name", "aac");
    assertThat(out.resolveSibling("\u6d77 & sea.jsonl")).isRegularFile();
    assertThat(out.resolveSibling("\u6d77 & sea.timeline.png")).isRegularFile();
  }

  @Test
  void filmsOfBeforeAreReplaced() throws IOException {
    assertDone(video(twoScenes, "--to", "0.8"));
    assertDone(video(sea, "-q"));
    assertThat(picture(out())).containsEntry("nb_read_frames", "12");
    assertThat(records()).hasSize(12);
  }

  @Test
  void oneFrameIsNoFrames() {
    assertThat(video(sea, "--to", "0.02").out()).startsWith("Explained 1 frame in ");
  }

  @Test
  void quietLeavesNotesOut() {
    assertThat(video(sea, "-q", "--to", "0.1").err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"novel.mp4, 'Call me Ishmael. '", "empty.mp4, ''"})
  void fileThatIsNoVideoIsRefused(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content.repeat(1000));
    Run run = video(file);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a video in " + file).contains("no known video format");
    assertThat(out()).doesNotExist();
  }

  @Test
  void missingFileIsNamed() {
    Run run = video(folder.resolve("none.mp4"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("none.mp4").contains("found nothing");
    assertThat(out()).doesNotExist();
  }

  @Test
  void soundAloneIsRefused() throws IOException {
    Path song = FfmpegPrograms.video(folder.resolve("song.m4a"), "sine=d=1");
    Run run = video(song);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found none, only sound");
    assertThat(out()).doesNotExist();
  }

  @Test
  void truncatedFileIsExplainedUpToItsEndWhichIsTold() throws IOException {
    byte[] bytes = Files.readAllBytes(twoScenes);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
    Run run = video(cut);
    assertThat(run.code()).isEqualTo(1);
    int frames = Integer.parseInt(picture(out()).get("nb_read_frames"));
    assertThat(frames).isBetween(12, 47);
    assertThat(run.err())
        .contains("Expected 2.0 s of video in " + cut)
        .contains("ends after frame %d,".formatted(frames))
        .contains("cut off or damaged");
    assertThat(records()).hasSize(frames);
    assertThat(folder.resolve("out.timeline.png")).isRegularFile();
    assertThat(seconds(MediaProbe.sound(out()))).isCloseTo(frames / 24.0, within(0.1));
  }

  @Test
  void nothingInThePartLeavesNoFiles() {
    Run run = video(sea, "--from", "9");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found none; check --from and --to");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void outputIsNeverTheInput() throws IOException {
    Path film = Files.copy(sea, folder.resolve("50% film.mp4"));
    Path link = Files.createSymbolicLink(folder.resolve("link.mp4"), film);
    for (Path output : List.of(film, link)) {
      Run run = video(film, "--output", output);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("Expected an --output other than the input");
    }
    assertThat(film).hasSameBinaryContentAs(sea);
  }

  @ParameterizedTest
  @CsvSource({
    "--output, out.avi, '.mp4, .mov, .mkv or .webp'",
    "--output, out, out",
    "--view, panel, \"found 'panel'\"",
    "--view, sepia, \"overlay, heatmap, side-by-side, found 'sepia'\"",
    "--method, 'gradcam,layercam', found 2 and 1",
    "--method, magic, magic",
    "--layer, 're_lu_12,re_lu_11', found 1 and 2",
    "--class, top:2, top:2",
    "--from, soon, found 'soon'",
    "--from, -1, found '-1'",
    "--to, 0, Expected --to after --from",
    "--to, 1:x, found '1:x'",
    "--every, 0, Expected --every",
    "--batch-size, 0, --batch-size",
    "--threads, 0, --threads",
    "--fps, 0, Expected --fps",
    "--fps, 24fps, found '24fps'",
    "--smooth, -1, --smooth",
    "--smooth, NaN, --smooth",
    "--colormap, rainbow, rainbow",
    "--alpha, 2, 2",
    "--every, few, few"
  })
  void whatCannotBeMeantIsAMatterOfUsage(String option, String value, String told) {
    boolean file = option.equals("--output");
    Run run = video(sea, option, file ? folder.resolve(value) : value);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(told.replace("\"", "")).contains("gradcam video --help");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void urlsAreForWebcamAndStaySecret() {
    Run run = video("rtsp://user:secret@host/1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("`gradcam webcam --camera URL`").doesNotContain("secret");
  }

  @Test
  void oneVideoIsExpected() {
    Run none = Run.of("video");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("(\"VIDEO|FOLDER|frames/%04d.png\")");
    Run two = video(sea, sea);
    assertThat(two.code()).isEqualTo(2);
    assertThat(two.err()).contains("Expected one video, found 2");
  }

  @Test
  void framesBetweenThatDoNotFitIntoMemoryAreRefused() {
    Run run = video(sea, "--every", "10000000");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected --every of at most ").contains("found 10000000");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void fileInTheWayOfTheFolderIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Run run = video(sea, "--output", file.resolve("out.mp4"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a folder at " + file + ", found a file");
  }

  @Test
  void folderInTheWayOfTheRecordsIsToldAndLeavesNoFilm() throws IOException {
    Files.createDirectories(folder.resolve("out.jsonl/inside"));
    Run run = video(sea);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("Expected a file at %s, found a folder".formatted(folder.resolve("out.jsonl")));
    assertThat(out()).doesNotExist();
  }

  @Test
  void folderThatCannotBeWrittenIsTold() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    File file = locked.toFile();
    assertThat(file.setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(locked), "needs a user who may not write everywhere");
    try {
      Run run = video(sea, "--output", locked.resolve("out.mp4"));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("locked").contains("ermission denied");
    } finally {
      assertThat(file.setWritable(true)).isTrue();
    }
  }

  @Test
  void soundMayBeLongerThanTheImage() throws IOException {
    Path film = folder.resolve("long.mkv");
    FfmpegPrograms.ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=1", "-f", "lavfi", "-i", "sine=d=3", film);
    assertDone(video(film));
    assertThat(picture(out())).containsEntry("nb_read_frames", "25");
    assertThat(seconds(MediaProbe.sound(out()))).isCloseTo(3, within(0.1));
  }

  @Test
  void joinedFilmsKeepImageAndSound() throws IOException {
    Path one = folder.resolve("one.ts");
    FfmpegPrograms.ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1", one);
    byte[] bytes = Files.readAllBytes(one);
    Path two = folder.resolve("two.ts");
    Files.write(two, bytes);
    Files.write(two, bytes, StandardOpenOption.APPEND);
    assertDone(video(two));
    assertThat(picture(out())).containsEntry("nb_read_frames", "50");
    assertThat(seconds(MediaProbe.sound(out()))).isCloseTo(2, within(0.15));
  }

  @Test
  void soundThatTheContainerDoesNotTakeIsConverted() throws IOException {
    Path film = folder.resolve("opus.webm");
    FfmpegPrograms.ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1", film);
    Path out = folder.resolve("opus.mov");
    assertDone(video(film, "--output", out));
    assertThat(MediaProbe.sound(out)).containsEntry("codec_name", "aac");
  }

  @Test
  void soundOfManySamplesIsConverted() throws IOException {
    Path film = folder.resolve("studio.mkv");
    FfmpegPrograms.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:r=25:d=1",
        "-f",
        "lavfi",
        "-i",
        "sine=d=1:r=192000",
        "-c:a",
        "pcm_s16le",
        film);
    assertDone(video(film));
    assertThat(MediaProbe.sound(out())).containsEntry("sample_rate", "48000");
  }

  @Test
  void silentPartBeginsAtZero() throws IOException {
    Path out = folder.resolve("part.mkv");
    assertDone(video(twoScenes, "--no-sound", "--from", "0.5", "--output", out));
    assertThat(Double.parseDouble(picture(out).get("start_time"))).isZero();
  }

  @Test
  void turnedVideoStandsUprightAsAnAnimatedImage() throws Exception {
    Path turned = folder.resolve("turned.mp4");
    FfmpegPrograms.ffmpeg("-display_rotation", 90, "-i", sea, "-c", "copy", turned);
    Path out = folder.resolve("turned.webp");
    assertDone(video(turned, "--output", out));
    Map<String, String> source = picture(sea);
    RgbImage first = ImageFiles.read(out);
    assertThat(first.width()).isEqualTo(Integer.parseInt(source.get("height")));
    assertThat(first.height()).isEqualTo(Integer.parseInt(source.get("width")));
  }

  @Test
  void lastFrameLastsAsLongAsInTheSource() throws IOException {
    Path film = folder.resolve("slow.gif");
    FfmpegPrograms.ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=64x64:r=1:d=3", "-final_delay", 500, film);
    assertDone(video(film));
    assertThat(seconds(picture(out()))).isCloseTo(7, within(0.05));
  }

  @Test
  void damageIsTold() throws IOException {
    Path film = folder.resolve("damaged.mp4");
    FfmpegPrograms.video(film, "testsrc2=s=320x240:r=25:d=2", "-movflags", "faststart");
    byte[] bytes = Files.readAllBytes(film);
    byte[] noise = new byte[bytes.length / 10];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length / 2, noise.length);
    Files.write(film, bytes);
    Run run = video(film);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("found damage in ");
  }

  @Test
  void imagesAndCoversAreNoVideos() throws IOException {
    Run picture = video(Path.of("data", "sea-sunset.jpg"));
    assertThat(picture.code()).isEqualTo(1);
    assertThat(picture.err()).contains("found an image; gradcam explain");
    Path song = folder.resolve("song.mp3");
    FfmpegPrograms.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-i",
        "data/sea-sunset.jpg",
        "-map",
        "0",
        "-map",
        "1",
        "-c:v",
        "mjpeg",
        "-disposition:v",
        "attached_pic",
        song);
    Run cover = video(song);
    assertThat(cover.code()).isEqualTo(1);
    assertThat(cover.err()).contains("only sound with a cover");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pipeIsRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("pipe.ts");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Run run = video(pipe);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("which is neither");
  }

  @Test
  void framesThatH264DoesNotTakeAreRefusedWithAWayOut() throws IOException {
    Path film = folder.resolve("tiny.mkv");
    FfmpegPrograms.video(film, "testsrc2=s=8x8:r=25:d=1", "-c:v", "ffv1");
    Run run = video(film);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("at least 16 x 16").contains("found 8 x 8").contains(".webp");
    assertThat(out()).doesNotExist();
  }
}
