package io.github.gradcam.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.ColourImages;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.TeacherPlan;
import io.github.gradcam.train.TrainingException;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchLoader;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Mixing;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A teacher with its classes in another order, and another one among them. */
class TeacherAnswersTest {

  private static final int SIDE = 32;
  private static final int VIEWS = 3;
  private static final float TEMPERATURE = 2;
  private static final List<String> TAUGHT = List.of("red", "yellow", "blue", "green");

  @TempDir static Path shared;
  private static ImageSet images;
  private static Classifier teacher;
  private static List<Example> unlabelled;

  @TempDir Path folder;

  @BeforeAll
  static void load() throws IOException {
    images = ImageSet.open(ColourImages.write(shared.resolve("data"), 8, 40), Split.TRAIN);
    Path more = ColourImages.write(shared.resolve("more"), 2, 40);
    try (ImageSet others = ImageSet.open(more, Split.TRAIN)) {
      unlabelled = others.unlabelled(List.of());
    }
    teacher = Classifier.untrained(ModelCard.unsaved("scenes", TAUGHT, SIDE), Precision.FLOAT32, 5);
  }

  @AfterAll
  static void close() {
    teacher.close();
    images.close();
  }

  private static TrainingPlan plan(List<String> labels) {
    return plan(labels, 6);
  }

  private static TrainingPlan plan(List<String> labels, int epochs) {
    return plan(labels, epochs, 0);
  }

  private static TrainingPlan plan(List<String> labels, int epochs, float features) {
    return new TrainingPlan(
        "scenes",
        labels,
        SIDE,
        SIDE,
        new Hyperparameters(OptimizerKind.SGD, 0.1f, 0, epochs, 4, 0, 0, 0),
        new Augmentation(true, 0.5, 0, 10, 0.1, 0.1),
        Mixing.NONE,
        0.25,
        0,
        Precision.FLOAT32,
        11,
        0,
        null,
        new TeacherPlan(
            "teacher", "digest", "unit", 0.5f, TEMPERATURE, features, VIEWS, unlabelled.size()));
  }

  private TeacherAnswers answers(TrainingPlan plan, AtomicInteger done) throws IOException {
    return TeacherAnswers.of(teacher, plan, images, unlabelled, folder, done::addAndGet);
  }

  @Test
  void answersAreOfTheCropsThatTheStudentSees() throws IOException {
    TrainingPlan plan = plan(ColourImages.LABELS);
    AtomicInteger done = new AtomicInteger();
    TeacherAnswers answers = answers(plan, done);
    // 6 of 8 images of each of 3 classes are learned from, and 6 without labels, in 3 views
    assertThat(done).hasValue(72);
    assertThat(TeacherAnswers.count(plan, images, unlabelled)).isEqualTo(72);
    List<Example> learned = plan.split(images).training(answers.unlabelled());
    Order order = Order.shuffled(11).withViews(VIEWS);
    try (BatchLoader student =
        new BatchLoader(images, learned, 4, SIDE, plan.augmentation(), order, true, 2, 2)) {
      for (int epoch : new int[] {0, 1, 5}) {
        Batch batch = student.epoch(epoch).next();
        float[][] given = answers.answers(batch.examples(), epoch);
        float[][] logits = teacher.logits(batch.values(), batch.size());
        for (int i = 0; i < batch.size(); i++) {
          // blue, green and red of the teacher's order
          double[] powers = {power(logits[i][2]), power(logits[i][3]), power(logits[i][0])};
          double sum = powers[0] + powers[1] + powers[2];
          for (int c = 0; c < 3; c++) {
            assertThat((double) given[i][c]).isCloseTo(powers[c] / sum, within(1e-5));
          }
        }
      }
    }
  }

  private static double power(float logit) {
    return Math.exp(logit / TEMPERATURE);
  }

  @Test
  void featuresAreMeansOfTheLastMapsCentredWithMeanVarianceOneInTheFirstView() throws IOException {
    TrainingPlan plan = plan(ColourImages.LABELS, 6, 2);
    TeacherAnswers answers = answers(plan, new AtomicInteger());
    int features = answers.features();
    assertThat(features).isEqualTo(teacher.layer("auto").channels());
    List<Example> learned = plan.split(images).training(answers.unlabelled());
    float[][] first = answers.answers(learned, 0);
    double variances = 0;
    for (int k = 3; k < 3 + features; k++) {
      double sum = 0;
      double squares = 0;
      for (float[] row : first) {
        sum += row[k];
        squares += row[k] * row[k];
      }
      assertThat(sum / first.length).isCloseTo(0, within(1e-4));
      variances += squares / first.length;
    }
    assertThat(variances / features).isCloseTo(1, within(1e-4));

    // the same mean and unit hold for all views: differences are those of the network's means
    Order order = Order.shuffled(11).withViews(VIEWS);
    try (BatchLoader student =
        new BatchLoader(images, learned, 4, SIDE, plan.augmentation(), order, true, 2, 2)) {
      Batch batch = student.epoch(1).next();
      float[][] given = answers.answers(batch.examples(), 1);
      float[][] means = means(batch);
      double unit = (given[0][3] - given[1][3]) / (means[0][0] - means[1][0]);
      for (int k = 0; k < features; k++) {
        assertThat((double) given[2][3 + k] - given[3][3 + k])
            .isCloseTo(unit * (means[2][k] - means[3][k]), within(2e-3));
      }
    }
    // answers with features are other files than those without
    assertThat(answers(plan(ColourImages.LABELS), new AtomicInteger()).features()).isZero();
    assertThat(Files.size(folder.resolve("answers-00000.features"))).isLessThan(1024);
  }

  /** Over the places of the last layer, in double precision. */
  private static float[][] means(Batch batch) {
    var layer = teacher.layer("auto");
    try (TUint8 pixels = teacher.images(batch.values(), batch.size());
        Result result =
            teacher
                .session()
                .runner()
                .feed(teacher.images(), pixels)
                .fetch(teacher.graph().operationOrThrow(layer.op()).<TFloat32>output(0))
                .run()) {
      TFloat32 maps = (TFloat32) result.get(0);
      float[][] means = new float[batch.size()][layer.channels()];
      for (int i = 0; i < means.length; i++) {
        for (int k = 0; k < layer.channels(); k++) {
          double sum = 0;
          for (int y = 0; y < layer.height(); y++) {
            for (int x = 0; x < layer.width(); x++) {
              sum += maps.getFloat(i, y, x, k);
            }
          }
          means[i][k] = (float) (sum / (layer.height() * layer.width()));
        }
      }
      return means;
    }
  }

  @Test
  void answersAreComputedOnceAndAnewWhereTheyAreDamagedOrOfOtherPictures() throws IOException {
    TrainingPlan plan = plan(ColourImages.LABELS);
    answers(plan, new AtomicInteger());
    Path first = folder.resolve("answers-00000.features");
    Path second = folder.resolve("answers-00001.features");
    byte[] whole = Files.readAllBytes(second);
    var written = Files.getLastModifiedTime(first);
    byte[] damaged = whole.clone();
    damaged[5] ^= 1;
    Files.write(second, damaged);
    float[][] again = answers(plan, new AtomicInteger()).answers(unlabelled, 1);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
    assertThat(Files.readAllBytes(second)).isEqualTo(whole);
    assertThat(again).hasNumberOfRows(unlabelled.size());
    String key = Files.readString(folder.resolve("key.json"));
    TeacherAnswers.of(teacher, plan, images, List.of(), folder, count -> {});
    assertThat(Files.readString(folder.resolve("key.json"))).isNotEqualTo(key);
  }

  @Test
  void answersAreOfNoMoreViewsThanThereAreEpochs() throws IOException {
    AtomicInteger done = new AtomicInteger();
    TeacherAnswers answers = answers(plan(ColourImages.LABELS, 2), done);
    assertThat(done).hasValue(48);
    assertThat(answers.answers(unlabelled, 1)).hasNumberOfRows(unlabelled.size());
    assertThat(folder.resolve("answers-00002.features")).doesNotExist();
  }

  @Test
  void answersAreComputedAnewWhereTheTeacherSaysOtherClassesThoughItsFileIsTheSame()
      throws IOException {
    TrainingPlan plan = plan(ColourImages.LABELS);
    float[][] before = answers(plan, new AtomicInteger()).answers(unlabelled, 0);
    ModelCard renamed =
        ModelCard.unsaved("scenes", List.of("blue", "yellow", "red", "green"), SIDE);
    try (Classifier other = Classifier.untrained(renamed, Precision.FLOAT32, 5)) {
      float[][] after =
          TeacherAnswers.of(other, plan, images, unlabelled, folder, count -> {})
              .answers(unlabelled, 0);
      for (int i = 0; i < after.length; i++) {
        // the classes of --data are blue, green, red
        assertThat(after[i]).containsExactly(before[i][2], before[i][1], before[i][0]);
      }
    }
  }

  @Test
  void teacherThatDoesNotKnowAClassIsRefused() {
    assertThatThrownBy(() -> answers(plan(List.of("blue", "gren", "red")), new AtomicInteger()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("gren")
        .hasMessageContaining("nearest: green");
  }
}
