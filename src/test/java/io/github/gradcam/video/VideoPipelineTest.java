package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.TinyNetwork;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.video.media.Colours;
import io.github.gradcam.video.media.FrameImages;
import io.github.gradcam.video.media.FrameSource;
import io.github.gradcam.video.media.VideoException;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With frames of two colours and a network of 2 x 2 pixels: class 0 is red, class 1 is green. */
@Timeout(240)
class VideoPipelineTest {

  private static final int RATE = 25;
  private static final ClassSelection RED = new ClassSelection.Fixed(0);

  @TempDir static Path folder;
  private static Classifier classifier;
  private static Explainer explainer;

  @BeforeAll
  static void load() throws IOException {
    classifier = TinyNetwork.load(folder, new float[][] {{1, 0}, {0, 1}});
    explainer = new Explainer(classifier, classifier.layer("features"), new GradCam());
  }

  @AfterAll
  static void close() {
    explainer.close();
    classifier.close();
  }

  /** Frames that are made when they are asked for. */
  private static class Colours implements FrameSource {

    private final int count;
    private final IntFunction<RgbImage> picture;
    private final AtomicLong read = new AtomicLong();

    Colours(int count, IntFunction<RgbImage> picture) {
      this.count = count;
      this.picture = picture;
    }

    @Override
    public VideoFormat format() {
      return FrameImages.format(4, 4);
    }

    @Override
    public @Nullable VideoFrame next() throws VideoException {
      int number = (int) read.get();
      if (number == count) {
        return null;
      }
      RgbImage image = picture.apply(number);
      read.incrementAndGet();
      return new VideoFrame(number, number * 40L, (double) number / RATE, image);
    }

    @Override
    public List<RgbImage> sample(int most) {
      return List.of();
    }

    @Override
    public @Nullable String endedEarly() {
      return null;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** Red above, black below: a map without differences would be empty. */
  private static RgbImage red(int strength) {
    return FrameImages.halves(4, 4, strength << 16, 0);
  }

  private static PipelineShape shape(int every, int batch) {
    return new PipelineShape(TinyNetwork.SIZE, every, batch, 3, 4);
  }

  private static FrameAnalysis analysis() {
    FrameAnalysis analysis = new FrameAnalysis(explainer, RED, 0);
    // all of the scale is a red of 255
    analysis.calibrate(List.of(TinyNetwork.pixels(new int[] {255, 255, 0, 0}, new int[4])));
    return analysis;
  }

  private static VideoPipeline pipeline(FrameSource source, PipelineShape shape) {
    return new VideoPipeline(source, analysis(), (image, answer) -> image, shape);
  }

  private static List<ExplainedFrame> run(FrameSource source, PipelineShape shape)
      throws IOException {
    List<ExplainedFrame> frames = new ArrayList<>();
    List<StageReport> stages = pipeline(source, shape).run(frames::add);
    assertThat(stages)
        .extracting(StageReport::name)
        .containsExactly("decode", "network", "draw", "encode");
    return frames;
  }

  private static List<Long> numbers(List<ExplainedFrame> frames) {
    return frames.stream().map(frame -> frame.frame().number()).toList();
  }

  private static List<Long> upTo(int count) {
    return IntStream.range(0, count).asLongStream().boxed().toList();
  }

  private static void assertAllThreadsEnd() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("video-"));
  }

  /** How strong the red is by its map, 0..255. */
  private static double heat(ExplainedFrame frame) {
    return 255.0 * frame.answer().heat().values()[0];
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 8",
    "1, 1, 8",
    "1, 5, 8",
    "7, 1, 8",
    "8, 1, 8",
    "9, 1, 8",
    "100, 1, 1",
    "100, 5, 3",
    "101, 7, 4",
    "23, 50, 2"
  })
  void everyFrameComesOnceAndInOrder(int count, int every, int batch) throws IOException {
    List<ExplainedFrame> frames = run(new Colours(count, i -> red(100 + i)), shape(every, batch));
    assertThat(numbers(frames)).isEqualTo(upTo(count));
    for (ExplainedFrame each : frames) {
      int number = (int) each.frame().number();
      assertThat(FrameImages.at(each.picture(), 1, 0)).isEqualTo((100 + number) << 16);
      assertThat(each.answer().explained()).isEqualTo(number % every == 0);
    }
  }

  @Test
  void imagesAreThoseDrawnOfTheFrameAndItsAnswer() throws IOException {
    FrameDrawing drawing =
        (image, answer) -> FrameImages.flat(4, 4, Math.round(255 * answer.heat().values()[0]));
    List<ExplainedFrame> frames = new ArrayList<>();
    new VideoPipeline(new Colours(50, i -> red(5 * i)), analysis(), drawing, shape(1, 8))
        .run(frames::add);
    assertThat(frames).hasSize(50);
    for (int i = 0; i < 50; i++) {
      assertThat(FrameImages.at(frames.get(i).picture(), 0, 0)).isEqualTo(5 * i);
    }
  }

  @Test
  void mapsBetweenTwoExplainedFramesAreMixedInProportion() throws IOException {
    // explained: 0, 5, 10, 15, 20 with red 50, 100, 60, 160, 150; the others are stronger
    int[] explained = {50, 100, 60, 160, 150};
    List<ExplainedFrame> frames =
        run(new Colours(23, i -> red(explained[i / 5] + (i % 5 == 0 ? 0 : 20))), shape(5, 2));
    double[] expected = {
      50, 60, 70, 80, 90, 100, 92, 84, 76, 68, 60, 80, 100, 120, 140, 160, 158, 156, 154, 152, 150,
      150, 150
    };
    assertThat(frames.stream().mapToDouble(VideoPipelineTest::heat).toArray())
        .containsExactly(expected, within(0.01));
    assertThat(frames).filteredOn(frame -> frame.answer().explained()).hasSize(5);
    assertThat(frames).filteredOn(frame -> frame.answer().cut()).hasSize(1);
  }

  @Test
  void newSceneIsExplainedItselfAndHeldBackBefore() throws IOException {
    // an image of red above and black below is turned upside down at frame 7
    RgbImage upper = FrameImages.halves(64, 64, 0xff0000, 0);
    RgbImage lower = FrameImages.halves(64, 64, 0, 0xff0000);
    List<ExplainedFrame> frames = run(new Colours(12, i -> i < 7 ? upper : lower), shape(5, 2));
    assertThat(frames.stream().filter(f -> f.answer().cut()).map(f -> f.frame().number()))
        .containsExactly(0L, 7L);
    assertThat(frames.stream().filter(f -> f.answer().explained()).map(f -> f.frame().number()))
        .containsExactly(0L, 5L, 7L, 10L);
    for (ExplainedFrame frame : frames) {
      boolean before = frame.frame().number() < 7;
      float[] map = frame.answer().heat().values();
      assertThat(before ? map[0] : map[2]).isCloseTo(1, within(1e-4f));
      assertThat(before ? map[2] : map[0]).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 20", "5, 3, 33", "5, 3, 32", "1, 8, 16", "1, 8, 0", "50, 2, 7"})
  void failureOfTheSourceArrivesAfterTheFramesBefore(int every, int batch, int good) {
    List<ExplainedFrame> frames = new ArrayList<>();
    Colours source =
        new Colours(
            100,
            i -> {
              if (i == good) {
                throw new java.io.UncheckedIOException(new VideoException("torn"));
              }
              return red(100);
            });
    VideoPipeline pipeline = pipeline(source, shape(every, batch));
    assertThatThrownBy(() -> pipeline.run(frames::add))
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasRootCauseMessage("torn");
    assertThat(numbers(frames)).isEqualTo(upTo(good));
    assertAllThreadsEnd();
  }

  @Test
  void failureOfReadingKeepsItsKind() {
    Colours source =
        new Colours(9, i -> red(1)) {
          @Override
          public @Nullable VideoFrame next() throws VideoException {
            throw new VideoException("unplugged");
          }
        };
    assertThatThrownBy(() -> pipeline(source, shape(1, 2)).run(frame -> {}))
        .isInstanceOf(VideoException.class)
        .hasMessage("unplugged");
  }

  @Test
  void failureOfTheSinkEndsAllAndReadsNoFurther() {
    Colours source = new Colours(Integer.MAX_VALUE, i -> red(100));
    VideoPipeline pipeline = pipeline(source, shape(1, 8));
    AtomicLong given = new AtomicLong();
    assertThatThrownBy(
            () ->
                pipeline.run(
                    frame -> {
                      if (given.incrementAndGet() == 20) {
                        throw new IOException("disk full");
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(given).hasValue(20);
    assertAllThreadsEnd();
    assertThat(source.read.get()).isLessThanOrEqualTo(20 + bound(shape(1, 8)));
  }

  @Test
  void failureOfTheDrawingArrivesInItsPlace() {
    List<ExplainedFrame> frames = new ArrayList<>();
    FrameDrawing drawing =
        (image, answer) -> {
          if (FrameImages.at(image, 0, 0) >> 16 == 30) {
            throw new IllegalStateException("no ink");
          }
          return image;
        };
    Colours source = new Colours(Integer.MAX_VALUE, i -> red(i % 200));
    VideoPipeline pipeline = new VideoPipeline(source, analysis(), drawing, shape(1, 8));
    assertThatThrownBy(() -> pipeline.run(frames::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no ink");
    assertThat(numbers(frames)).isEqualTo(upTo(30));
    assertAllThreadsEnd();
  }

  @Test
  void stopGivesWhatTheNetworkHasBegunWithAndEnds() throws Exception {
    Colours source = new Colours(Integer.MAX_VALUE, i -> red(100));
    VideoPipeline pipeline = pipeline(source, shape(5, 2));
    List<ExplainedFrame> frames = new ArrayList<>();
    AtomicBoolean asked = new AtomicBoolean();
    pipeline.run(
        frame -> {
          frames.add(frame);
          if (frames.size() == 100) {
            Thread other = new Thread(pipeline::stop);
            other.start();
            join(other);
            asked.set(true);
          }
        });
    assertThat(asked).isTrue();
    assertThat(numbers(frames)).isEqualTo(upTo(frames.size()));
    assertThat(frames).hasSizeBetween(100, 100 + bound(shape(5, 2)));
    assertAllThreadsEnd();
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(100));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A group for the network, those that wait to be answered, drawn and encoded, one that is being
   * handed on at each of these, and the one that the sink holds.
   */
  private static int bound(PipelineShape shape) {
    return shape.every() * shape.batch() + 2 * shape.waiting() + 1 + 2 + 1;
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "5, 4", "40, 2"})
  void framesInMemoryAreBoundedHoweverLongTheVideoIs(int every, int batch) throws IOException {
    PipelineShape shape = shape(every, batch);
    Colours source = new Colours(4000, i -> red(i % 256));
    AtomicLong given = new AtomicLong();
    AtomicLong most = new AtomicLong();
    pipeline(source, shape)
        .run(
            frame -> {
              if (given.get() % 500 == 0) { // a slow disk: everything before it fills up
                awaitFrames(source.read, given.get() + shape.waiting());
                pause();
              }
              most.accumulateAndGet(source.read.get() - given.getAndIncrement(), Math::max);
            });
    assertThat(given).hasValue(4000);
    assertThat(most.get()).isBetween((long) shape.waiting(), (long) bound(shape));
  }

  private static void awaitFrames(AtomicLong read, long wanted) throws IOException {
    while (read.get() < wanted) {
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
