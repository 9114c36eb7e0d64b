package io.github.gradcam.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.batch.ImageOutcome.Done;
import io.github.gradcam.batch.ImageOutcome.Failed;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationPipelineTest {

  private static final int SIZE = 32;

  @TempDir static Path folder;
  private static Classifier classifier;
  private static Explainer explainer;

  @BeforeAll
  static void open() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 1);
    explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam());
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static List<Path> photos(String name, int count) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[SIZE * SIZE * 3];
      new Random(i).nextBytes(pixels);
      Path file = folder.resolve("%s-%02d.png".formatted(name, i));
      ImageFiles.write(new RgbImage(SIZE, SIZE, pixels), file);
      files.add(file);
    }
    return files;
  }

  private static <R> List<ImageOutcome<R>> run(
      List<Path> files, ClassSelection selection, int batchSize, ImageRenderer<R> renderer)
      throws IOException {
    List<ImageOutcome<R>> results = new ArrayList<>();
    new ExplanationPipeline<>(explainer, selection, batchSize, 2, renderer)
        .run(files, results::add);
    return results;
  }

  @Test
  void resultsComeInTheOrderOfTheFiles() throws Exception {
    List<Path> files = photos("order", 11);
    var results =
        run(
            files,
            new ClassSelection.Predicted(),
            4,
            (photo, explanations) -> {
              Thread.sleep(photo.file().hashCode() & 7);
              return photo.file();
            });
    assertThat(results).hasSize(11);
    for (int i = 0; i < 11; i++) {
      assertThat(results.get(i)).isEqualTo(new Done<>(files.get(i), files.get(i)));
    }
  }

  @Test
  void oneFailureStopsNoOther() throws Exception {
    List<Path> files = new ArrayList<>(photos("failure", 5));
    Files.writeString(files.get(1), "no image");
    Path missing = folder.resolve("missing.png");
    files.add(missing);
    var results =
        run(
            files,
            new ClassSelection.Predicted(),
            2,
            (photo, explanations) -> {
              if (photo.file().equals(files.get(3))) {
                throw new IOException("the disk is full");
              }
              return 1;
            });
    assertThat(results)
        .extracting(result -> result instanceof Done)
        .containsExactly(true, false, true, false, true, false);
    assertThat(((Failed<Integer>) results.get(1)).reason())
        .startsWith("expected a JPEG")
        .contains("no image");
    assertThat(((Failed<Integer>) results.get(3)).reason()).isEqualTo("the disk is full");
  }

  @Test
  void tooLittleMemoryEndsTheRunAndIsBlamedOnNoImage() throws Exception {
    List<Path> files = photos("error", 9);
    List<ImageOutcome<Integer>> results = new ArrayList<>();
    var pipeline =
        new ExplanationPipeline<>(
            explainer,
            new ClassSelection.Predicted(),
            2,
            2,
            (photo, explanations) -> {
              if (photo.file().equals(files.get(5))) {
                throw new OutOfMemoryError("made up");
              }
              return 1;
            });
    assertThatThrownBy(() -> pipeline.run(files, results::add))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(results).hasSize(5).allMatch(result -> result instanceof Done);
  }

  @Test
  void resultThatCannotBeKeptEndsTheRunWithItsReason() throws Exception {
    List<Path> files = photos("kept", 9);
    var pipeline =
        new ExplanationPipeline<>(
            explainer, new ClassSelection.Predicted(), 2, 2, (photo, explanations) -> 1);
    assertThatThrownBy(
            () ->
                pipeline.run(
                    files,
                    result -> {
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
  }

  @Test
  void stagesTellHowLongTheyWorked() throws Exception {
    List<StageReport> stages =
        new ExplanationPipeline<>(
                explainer, new ClassSelection.Predicted(), 2, 2, (photo, explanations) -> 1)
            .run(photos("times", 5), result -> {});
    assertThat(stages).extracting(StageReport::name).containsExactly("read", "network", "render");
    assertThat(stages).allMatch(stage -> stage.busy() > 0);
  }

  @Test
  void severalClassesEqualThoseExplainedOneByOne() throws Exception {
    List<Path> files = photos("classes", 5);
    var all = run(files, new ClassSelection.Top(3), 2, (photo, explanations) -> explanations);
    for (int c = 0; c < 3; c++) {
      int index = c;
      var single =
          run(files, new ClassSelection.Fixed(c), 5, (photo, explanations) -> explanations);
      for (int i = 0; i < files.size(); i++) {
        Explanation expected = ((Done<List<Explanation>>) single.get(i)).value().get(0);
        Explanation found =
            ((Done<List<Explanation>>) all.get(i))
                .value().stream().filter(e -> e.classIndex() == index).findFirst().orElseThrow();
        assertThat(found.heatmap().values())
            .containsExactly(expected.heatmap().values(), within(1e-3f));
        assertThat(found.probability()).isEqualTo(expected.probability(), within(1e-5f));
      }
    }
  }

  @Test
  void likeliestClassComesFirst() throws Exception {
    var results =
        run(photos("top", 3), new ClassSelection.Top(2), 3, (photo, explanations) -> explanations);
    for (var result : results) {
      List<Explanation> two = ((Done<List<Explanation>>) result).value();
      assertThat(two).hasSize(2);
      assertThat(two.get(0).probability()).isGreaterThanOrEqualTo(two.get(1).probability());
    }
  }

  @Test
  void imagesInMemoryAreBounded() throws Exception {
    List<Path> files = photos("bounded", 60);
    AtomicInteger rendered = new AtomicInteger();
    AtomicInteger delivered = new AtomicInteger();
    AtomicInteger ahead = new AtomicInteger();
    new ExplanationPipeline<>(
            explainer,
            new ClassSelection.Predicted(),
            4,
            2,
            (photo, explanations) -> {
              ahead.accumulateAndGet(rendered.incrementAndGet() - delivered.get(), Math::max);
              return 1;
            })
        .run(files, result -> delivered.incrementAndGet());
    // as many as threads have a place in the queue, and the sink holds one
    assertThat(ahead.get()).isLessThanOrEqualTo(2 + 1);
    assertThat(delivered.get()).isEqualTo(60);
  }

  @Test
  void nativeMemoryStaysLevel() throws Exception {
    List<Path> files = photos("memory", 25);
    ImageRenderer<RgbImage> renderer = (photo, explanations) -> photo.image();
    run(files, new ClassSelection.Predicted(), 4, renderer);
    long objects = Pointer.totalCount();
    long bytes = Pointer.totalBytes();
    for (int i = 0; i < 8; i++) {
      run(files, new ClassSelection.Predicted(), 4, renderer);
    }
    System.gc();
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects + 50);
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes + 100_000);
  }
}
