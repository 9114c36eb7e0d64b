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
        new TeacherPlan("teacher", "digest", "unit", 0.5f, TEMPERATURE, VIEWS, unlabelled.size()));
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
