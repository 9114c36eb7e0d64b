package io.github.gradcam.benchmark;

import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.Warp;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.video.AnswerDrawing;
import io.github.gradcam.video.FrameAnalysis;
import io.github.gradcam.video.PipelineShape;
import io.github.gradcam.video.VideoPipeline;
import io.github.gradcam.video.media.FrameSource;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.TimeRange;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoFrame;
import io.github.gradcam.video.media.VideoWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** From video file to video file, beside the network alone on the same frames in memory. */
final class VideoBenchmark {

  private static final int BATCH = 8;
  private static final int FRAMES = 240;
  private static final int FRAMES_AN_IMAGE = 60;
  private static final int ROUNDS = 3;
  private static final List<int[]> SIZES =
      List.of(new int[] {320, 180}, new int[] {640, 360}, new int[] {1280, 720});

  private static final ModelCard LARGE =
      ModelCard.unsaved("resnet18", List.of("a", "b", "c", "d", "e", "f"), 224);

  private final Console console;
  private final Path photos;
  private final ModelOptions model;

  VideoBenchmark(Console console, Path photos, ModelOptions model) {
    this.console = console;
    this.photos = photos;
    this.model = model;
  }

  /** Prints frames a second of both, their ratio, and how busy the stages were. */
  void run() throws IOException {
    console.result(
        "Video to video, %d frames, best of %d rounds in turns:".formatted(FRAMES, ROUNDS));
    Path folder = Files.createTempDirectory("gradcam-video");
    Path film = folder.resolve("film.mp4");
    Path out = folder.resolve("out.mp4");
    try {
      for (int[] size : SIZES) {
        write(film, size[0], size[1]);
        try (Classifier own = model.load()) {
          measure(String.valueOf(model.path()), own, film, out, size);
        }
        try (Classifier large = Classifier.untrained(LARGE, Precision.FLOAT32, 1)) {
          measure("resnet18 at 224 px", large, film, out, size);
        }
      }
    } finally {
      Files.deleteIfExists(film);
      Files.deleteIfExists(out);
      Files.deleteIfExists(folder);
    }
  }

  private void measure(String name, Classifier classifier, Path film, Path out, int[] size)
      throws IOException {
    try (Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      measure(name, explainer, film, out, size);
    }
  }

  private void measure(String name, Explainer explainer, Path film, Path out, int[] size)
      throws IOException {
    List<byte[]> batches = batches(film, explainer.classifier().card().inputSize());
    double alone = 0;
    List<StageReport> best = null;
    for (int round = 0; round < ROUNDS; round++) {
      alone = Math.max(alone, alone(explainer, batches));
      List<StageReport> stages = pipeline(explainer, film, out);
      best = best == null || wall(stages) < wall(best) ? stages : best;
    }
    if (best != null) {
      console.result(
          "  %-20s %4d x %3d  %6.1f frames/s  network alone %6.1f  ratio %.2f  busy: %s"
              .formatted(
                  name,
                  size[0],
                  size[1],
                  FRAMES / wall(best),
                  alone,
                  FRAMES / wall(best) / alone,
                  best.stream()
                      .map(stage -> "%s %.0f %%".formatted(stage.name(), 100 * stage.load()))
                      .collect(Collectors.joining(", "))));
    }
  }

  private static double wall(List<StageReport> stages) {
    return stages.get(0).wall();
  }

  private static double alone(Explainer explainer, List<byte[]> batches) {
    long start = System.nanoTime();
    for (byte[] batch : batches) {
      explainer.explain(batch, BATCH, new ClassSelection.Predicted());
    }
    return batches.size() * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static List<StageReport> pipeline(Explainer explainer, Path film, Path out)
      throws IOException {
    Classifier classifier = explainer.classifier();
    AnswerDrawing drawing =
        new AnswerDrawing(
            classifier.labels(), View.OVERLAY, new Overlay(Colormap.TURBO, 0.5), false);
    FrameAnalysis analysis = new FrameAnalysis(explainer, new ClassSelection.Predicted(), 0.12);
    int threads = Runtime.getRuntime().availableProcessors();
    try (FrameSource frames = FrameSource.open(film, new Ratio(25, 1), TimeRange.ALL);
        VideoWriter writer = new VideoWriter(out, frames.format())) {
      PipelineShape shape =
          PipelineShape.fitting(
              frames.format(),
              classifier.card().inputSize(),
              1,
              BATCH,
              threads,
              Runtime.getRuntime().maxMemory());
      List<StageReport> stages =
          new VideoPipeline(frames, analysis, drawing, shape)
              .run(frame -> writer.write(frame.picture(), frame.frame().timestamp()));
      writer.finish(true);
      return stages;
    }
  }

  private static List<byte[]> batches(Path film, int inputSize) throws IOException {
    List<byte[]> batches = new ArrayList<>();
    try (FrameSource frames = FrameSource.open(film, new Ratio(25, 1), TimeRange.ALL)) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      for (VideoFrame frame = frames.next(); frame != null; frame = frames.next()) {
        batch.writeBytes(Resize.bilinear(frame.image(), inputSize, inputSize).pixels());
        if ((frame.number() + 1) % BATCH == 0) {
          batches.add(batch.toByteArray());
          batch.reset();
        }
      }
    }
    return batches;
  }

  /** Slow pans over the images, with cuts. */
  private void write(Path film, int width, int height) throws IOException {
    VideoFormat format =
        new VideoFormat(
            width,
            height,
            QuarterTurn.NONE,
            new Ratio(1, 1),
            new Ratio(25, 1),
            new Ratio(1, 25),
            FRAMES,
            FRAMES / 25.0);
    List<ImageInput> files = ImageInput.list(List.of(photos), film);
    try (VideoWriter writer = new VideoWriter(film, format)) {
      for (int scene = 0; scene < FRAMES / FRAMES_AN_IMAGE; scene++) {
        RgbImage photo = ImageFiles.read(files.get(scene % files.size()).path());
        for (int i = 0; i < FRAMES_AN_IMAGE; i++) {
          double share = (double) i / FRAMES_AN_IMAGE;
          writer.write(pan(photo, width, height, share), (long) scene * FRAMES_AN_IMAGE + i);
        }
      }
      writer.finish(true);
    } catch (ImageReadException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static RgbImage pan(RgbImage photo, int width, int height, double share) {
    double scale = 0.8 * Math.min((double) photo.width() / width, (double) photo.height() / height);
    double x = share * (photo.width() - scale * width);
    double y = (photo.height() - scale * height) / 2;
    return new Warp(scale, 0, x, 0, scale, y, 1, 0).apply(photo, width, height);
  }
}
