package io.github.gradcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Java program gets of the library, beside what is below it. */
class GradcamTest {

  private static final Path MODEL = Path.of("saved_model");
  private static final Path SEA = Path.of("data/sea-cliffs.jpg");
  private static final Path STREET = Path.of("data/street-beacon-street-boston.jpg");

  private static Gradcam net;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    net = Gradcam.open(MODEL);
  }

  @AfterAll
  static void close() {
    net.close();
  }

  @Test
  void aFileGetsTheAnswerThatTheExplainerGives() throws Exception {
    Explained explained = net.explain(SEA);
    try (Classifier classifier = new SavedModelFolder(MODEL).load(Execution.of(Precision.FLOAT32));
        Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      int size = classifier.card().inputSize();
      byte[] pixels = Resize.bilinear(ImageFiles.read(SEA), size, size).pixels();
      Explanation expected = explainer.explain(pixels, -1).get(0);
      assertThat(explained.classIndex()).isEqualTo(expected.classIndex());
      assertThat(explained.label()).isEqualTo("sea").isEqualTo(explained.predictedLabel());
      assertThat(explained.probability()).isCloseTo(expected.probability(), within(1e-5f));
      assertThat(explained.probabilities()).hasSize(6);
      assertThat(explained.layer()).isEqualTo(classifier.layer("auto").name());
      assertThat(explained.method()).isEqualTo("Grad-CAM");
      assertThat(explained.heatmap()).hasDimensions(size, size);
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          assertThat(explained.heatmap()[y][x])
              .isCloseTo(expected.heatmap().values()[y * size + x], within(1e-4f));
        }
        if (y == 2) {
          break; // each row is copied alike
        }
      }
      assertThat(explained.signedMap())
          .hasDimensions(expected.signed().height(), expected.signed().width());
    }
  }

  @Test
  void bytesAndPixelsOfAFileGetTheSameAnswerAsTheFile() throws IOException {
    Explained file = net.explain(SEA);
    Explained bytes = net.explain(Files.readAllBytes(SEA));
    InputImage read = InputImage.read(SEA);
    Explained pixels =
        net.explain(InputImage.ofRgb(read.pixels().pixels(), read.width(), read.height()));
    assertThat(bytes.heatmap()).isDeepEqualTo(file.heatmap());
    assertThat(pixels.heatmap()).isDeepEqualTo(file.heatmap());
    assertThat(pixels.probability()).isEqualTo(file.probability());
  }

  @Test
  void anImageOfTheJdkGetsNearlyTheSameAnswer() throws IOException {
    Explained file = net.explain(SEA);
    Explained image = net.explain(ImageIO.read(SEA.toFile())); // another decoder of JPEG
    assertThat(image.label()).isEqualTo("sea");
    assertThat(image.probability()).isCloseTo(file.probability(), within(0.02f));
  }

  @Test
  void imagesHaveTheSizeOfTheImage() throws IOException {
    InputImage image = InputImage.read(SEA);
    Explained explained = net.explain(image);
    BufferedImage overlay = explained.overlay();
    assertThat(overlay.getWidth()).isEqualTo(image.width());
    assertThat(overlay.getHeight()).isEqualTo(image.height());
    assertThat(explained.heatmapImage().getWidth()).isEqualTo(image.width());
    assertThat(explained.panel().getWidth()).isGreaterThan(2 * image.width());
    Path png = folder.resolve("overlay.png");
    assertThat(ImageIO.write(overlay, "png", png.toFile())).isTrue();
    assertThat(net.explain(png).label()).isNotNull();
  }

  @Test
  void whatIsAskedForIsAnsweredClassByClassMethodByMethodLayerByLayer() {
    try (Gradcam many =
        Gradcam.builder(MODEL)
            .methods(MethodNames.GRAD_CAM, MethodNames.LAYER_CAM)
            .layers("stages")
            .classes("top:2")
            .versus("glacier")
            .open()) {
      List<Explained> all = many.explainAll(InputImage.read(SEA));
      int maps = all.size() / 4;
      assertThat(all).hasSize(4 * maps);
      assertThat(all.subList(0, maps)).allMatch(each -> each.method().equals("Grad-CAM"));
      assertThat(all.subList(maps, 2 * maps)).allMatch(each -> each.method().equals("LayerCAM"));
      assertThat(all.subList(0, 2 * maps)).allMatch(each -> each.label().equals("sea"));
      assertThat(all.subList(2 * maps, 4 * maps)).noneMatch(each -> each.label().equals("sea"));
      assertThat(all.get(maps - 1).layer()).isEqualTo("fused");
      assertThat(all.get(0).versus()).contains("glacier");
    }
  }

  @Test
  void imagesInOneBatchGetTheSameAnswersAsAlone() {
    List<List<Explained>> batch =
        net.explainBatch(List.of(InputImage.read(SEA), InputImage.read(STREET)));
    assertThat(batch).hasSize(2);
    assertThat(batch.get(0).get(0).label()).isEqualTo("sea");
    assertThat(batch.get(1).get(0).label()).isEqualTo("street");
    assertThat(batch.get(1).get(0).probability())
        .isCloseTo(net.explain(STREET).probability(), within(1e-5f));
    assertThat(net.explainBatch(List.of())).isEmpty();
  }

  @Test
  void filesComeInTheirOrderAndABrokenOneStopsNoOther() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no image");
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      files.addAll(List.of(SEA, STREET));
    }
    files.add(3, broken);
    try (Stream<ExplainedFile> results = net.explainFiles(files)) {
      List<ExplainedFile> all = results.toList();
      assertThat(all).extracting(ExplainedFile::file).isEqualTo(files);
      assertThat(all.get(3).maps()).isEmpty();
      assertThat(all.get(3).failure()).contains("expected a JPEG");
      assertThat(all.get(4).failure()).isNull();
      assertThat(all.get(4).maps().get(0).label()).isEqualTo("street");
    }
  }

  @Test
  void aStreamThatIsNotReadToItsEndEndsWhenItIsClosed() {
    List<Path> files = java.util.Collections.nCopies(200, SEA);
    try (Stream<ExplainedFile> results = net.explainFiles(files)) {
      assertThat(results.limit(2)).hasSize(2);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("explain-") && thread.isAlive());
  }

  @Test
  void severalThreadsGetTheirOwnAnswers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> labels = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Path file = i % 2 == 0 ? SEA : STREET;
        labels.add(threads.submit(() -> net.explain(file).label()));
      }
      for (int i = 0; i < labels.size(); i++) {
        assertThat(labels.get(i).get()).isEqualTo(i % 2 == 0 ? "sea" : "street");
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aClosedModelSaysSoAndClosesItsStreams() {
    Gradcam other = Gradcam.open(MODEL);
    Stream<ExplainedFile> results = other.explainFiles(java.util.Collections.nCopies(50, SEA));
    var iterator = results.iterator();
    assertThat(iterator.next().maps()).hasSize(1);
    other.close();
    other.close();
    assertThatThrownBy(() -> iterator.forEachRemaining(each -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> other.explain(SEA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Expected an open model, found it closed");
  }

  @Test
  void failuresSayWhatIsAtFault() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "no image");
    assertFault(GradcamException.Reason.IMAGE, () -> net.explain(text), "expected a JPEG");
    assertFault(GradcamException.Reason.IMAGE, () -> net.explain(new byte[10]), "expected a JPEG");
    assertFault(
        GradcamException.Reason.MODEL,
        () -> Gradcam.open(folder.resolve("nothing")),
        "found nothing");
    assertFault(GradcamException.Reason.MODEL, () -> Gradcam.open(text), "Expected");
    assertFault(
        GradcamException.Reason.SETTING,
        () -> Gradcam.builder(MODEL).layers("no such layer").open(),
        "no such layer");
    assertFault(
        GradcamException.Reason.SETTING,
        () -> Gradcam.builder(MODEL).methods("gradcamm").open(),
        "nearest: gradcam");
    assertFault(
        GradcamException.Reason.SETTING,
        () -> Gradcam.builder(MODEL).classes("lake").open(),
        "Expected a class name");
    assertFault(
        GradcamException.Reason.SETTING,
        () -> Gradcam.builder(MODEL).labels(List.of("a", "b")).open(),
        "a model that gradcam wrote");
  }

  private static void assertFault(
      GradcamException.Reason reason,
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work,
      String words) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            GradcamException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(words);
  }

  @Test
  void anImageWithoutEvidenceIsDiagnosed() {
    Explained black = net.explain(InputImage.ofRgb(new byte[3 * 60 * 40], 60, 40));
    Explained sea = net.explain(SEA);
    assertThat(sea.diagnosis()).isEqualTo("ok");
    assertThat(sea.isOk()).isTrue();
    assertThat(black.diagnosis().equals("ok")).isEqualTo(black.isOk());
    try (Gradcam same = Gradcam.builder(MODEL).classes("sea").versus("sea").open()) {
      Explained nothing = same.explain(SEA);
      assertThat(nothing.isOk()).isFalse();
      assertThat(nothing.diagnosis()).startsWith("same-class: ");
    }
  }

  @Test
  void everyMethodThatComesAlongHasAConstant() throws IllegalAccessException {
    List<String> constants = new ArrayList<>();
    for (var field : MethodNames.class.getFields()) {
      constants.add((String) field.get(null));
    }
    assertThat(constants).hasSize(24).containsExactlyElementsOf(Gradcam.methodNames());
  }

  @Test
  void aModelTellsItsLabelsInputSizeAndLayers() {
    assertThat(net.labels())
        .containsExactly("buildings", "forest", "glacier", "mountain", "sea", "street");
    assertThat(net.inputSize()).isEqualTo(150);
    assertThat(net.layers()).isNotEmpty().allMatch(layer -> layer.height() > 1);
  }
}
