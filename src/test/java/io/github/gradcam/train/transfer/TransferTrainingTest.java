package io.github.gradcam.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.trunk.Trunk;
import io.github.gradcam.train.ColourImages;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.Temperature;
import io.github.gradcam.train.TinyBackbone;
import io.github.gradcam.train.TrainedNetwork;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingException;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingState;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.Validation;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.BatchLoader;
import io.github.gradcam.train.data.DataSetException;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Mixing;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.Split;
import io.github.gradcam.train.data.StratifiedSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Teaches colours to a small network with random weights. */
class TransferTrainingTest {

  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  @TempDir static Path shared;
  private static ImageSet images;
  private static Classifier network;
  private static Trunk trunk;

  @TempDir Path run;

  @BeforeAll
  static void load() throws IOException {
    images = ImageSet.open(ColourImages.write(shared.resolve("data"), 12, 20), Split.TRAIN);
    network = TinyBackbone.load(TinyBackbone.write(shared.resolve("tiny.pb"), 1));
    trunk = new Trunk(network, network.layer("auto"));
  }

  @AfterAll
  static void close() {
    trunk.close();
    network.close();
    images.close();
  }

  private static TrainingPlan plan(float rate, int epochs, int views) {
    return new TrainingPlan(
        "tiny.pb",
        ColourImages.LABELS,
        TinyBackbone.SIDE,
        TinyBackbone.SIDE,
        new Hyperparameters(OptimizerKind.ADAM, rate, 0, epochs, 9, 1e-3f, 0, 0.9f),
        new Augmentation(true, 0.7, 0, 0, 0, 0),
        Mixing.NONE,
        0.25,
        0,
        Precision.FLOAT32,
        7,
        0,
        new TransferPlan("tiny.pb", "digest", "tf", "late", null, views, 0.1f),
        null);
  }

  private TransferTraining prepare(TrainingPlan plan, String frozen) throws IOException {
    return prepare(plan, frozen, count -> {});
  }

  private TransferTraining prepare(
      TrainingPlan plan, String frozen, java.util.function.IntConsumer done) throws IOException {
    var layer = frozen == null ? null : network.layer(frozen);
    return TransferTraining.of(trunk, layer, plan, images, run.resolve("features"), done);
  }

  private static TrainingPlan tuning(TrainingPlan head, float rate, int epochs) {
    return head.with(
        new Hyperparameters(OptimizerKind.ADAM, rate, 0, epochs, 9, 0, 0, 0),
        new TransferPlan("tiny.pb", "digest", "tf", "late", "early", 1, 0));
  }

  private TrainedNetwork head(TransferTraining training, boolean resume) {
    try (Trainer trainer = training.head(run.resolve("head"), resume, SILENT)) {
      trainer.train();
      return trainer.best();
    }
  }

  private List<Path> features() throws IOException {
    try (var files = Files.list(run.resolve("features"))) {
      return files.filter(file -> file.toString().endsWith(".features")).sorted().toList();
    }
  }

  private void makeOld() throws IOException {
    for (Path file : features()) {
      Files.setLastModifiedTime(file, LONG_AGO);
    }
  }

  private List<String> written() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : features()) {
      if (!Files.getLastModifiedTime(file).equals(LONG_AGO)) {
        names.add(file.getFileName().toString());
      }
    }
    return names;
  }

  @Test
  void headLearnsColoursFromFeaturesOfSeveralViews() throws IOException {
    AtomicInteger done = new AtomicInteger();
    TrainingPlan plan = plan(0.05f, 30, 3);
    TransferTraining training = prepare(plan, null, done::addAndGet);
    assertThat(done).hasValue(27 * 3 + 9);
    assertThat(TransferTraining.views(plan, images)).isEqualTo(27 * 3 + 9);
    TrainedNetwork best = head(training, false);
    assertThat(best.weights()).containsOnlyKeys("head_dense/kernel", "head_dense/bias");
    assertThat(best.epoch().validationAccuracy()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void featuresAreComputedOnce() throws IOException {
    prepare(plan(0.1f, 1, 2), "early");
    assertThat(features()).hasSize(2);
    makeOld();
    prepare(plan(0.2f, 9, 2), "early");
    assertThat(written()).isEmpty();
  }

  @Test
  void featuresOfAnotherKeyAreComputedAnew() throws IOException {
    prepare(plan(0.1f, 1, 2), "early");
    makeOld();
    prepare(plan(0.1f, 1, 1), "early");
    assertThat(written()).hasSize(2);
    makeOld();
    prepare(plan(0.1f, 1, 1), null);
    assertThat(written()).hasSize(2);
  }

  @Test
  void fileThatIsCutShortIsComputedAnew() throws IOException {
    prepare(plan(0.1f, 1, 1), null);
    Path training = features().get(0);
    byte[] whole = Files.readAllBytes(training);
    Files.write(training, java.util.Arrays.copyOf(whole, whole.length / 2));
    makeOld();
    prepare(plan(0.1f, 1, 1), null);
    assertThat(written()).containsExactly("training-00000.features");
    assertThat(training).hasBinaryContent(whole);
  }

  @Test
  void layersAfterTheFrozenOneLearnAndTheOthersDoNot() throws IOException {
    TrainingPlan plan = plan(0.05f, 3, 1);
    TransferTraining training = prepare(plan, "early");
    TrainedNetwork head = head(training, false);
    TrainingPlan tuning = tuning(plan, 0.01f, 2);
    TrainedNetwork best;
    try (Trainer trainer =
        training.lastLayers(tuning, head.weights(), run.resolve("tuned"), false, SILENT)) {
      trainer.train();
      best = trainer.best();
    }
    assertThat(best.weights())
        .containsOnlyKeys(
            "block_kernel", "last_kernel", "own_bias", "head_dense/kernel", "head_dense/bias");
    try (Classifier before = whole(head);
        Classifier after = whole(best)) {
      assertThat(constant(after, "first_kernel")).isEqualTo(constant(before, "first_kernel"));
      assertThat(constant(after, "bias")).isEqualTo(constant(before, "bias"));
      assertThat(constant(after, "block_kernel")).isNotEqualTo(constant(before, "block_kernel"));
      assertThat(constant(after, "block_kernel"))
          .isEqualTo(best.weights().get("block_kernel").values());
    }
  }

  @Test
  void exportedNetworkAnswersAsTheTrainedTail() throws IOException {
    TrainingPlan plan = plan(0.05f, 20, 1);
    TransferTraining training = prepare(plan, "early");
    TrainedNetwork head = head(training, false);
    assertAnswersAsValidated(head);
    try (Trainer trainer =
        training.lastLayers(
            tuning(plan, 0.01f, 5), head.weights(), run.resolve("tuned"), false, SILENT)) {
      trainer.train();
      assertAnswersAsValidated(trainer.best());
    }
  }

  /** Over the images held back, within the rounding of what is kept of them. */
  private void assertAnswersAsValidated(TrainedNetwork best) {
    List<Example> held = StratifiedSplit.of(images.examples(), 0.25, 7).validation();
    try (Classifier whole = whole(best);
        BatchLoader loader =
            new BatchLoader(
                images,
                held,
                4,
                TinyBackbone.SIDE,
                Augmentation.NONE,
                Order.sequential(),
                false,
                1,
                1)) {
      Validation found = Validation.of(whole, loader);
      assertThat(found.accuracy()).isEqualTo(best.epoch().validationAccuracy());
      double sharpened = Temperature.crossEntropy(found.logits(), found.labels(), 1);
      double loss =
          Temperature.crossEntropy(found.logits(), found.labels(), 1 / best.temperature());
      assertThat(loss).isCloseTo(best.epoch().validationLoss(), within(0.01));
      assertThat(sharpened).isLessThanOrEqualTo(loss + 1e-6);
    }
  }

  private static Classifier whole(TrainedNetwork best) {
    ModelCard card = ModelCard.unsaved("tiny.pb", ColourImages.LABELS, TinyBackbone.SIDE);
    return trunk.withHead(best.weights(), card.withTemperature(best.temperature()));
  }

  private static float[] constant(Classifier classifier, String name) {
    try (var session = new org.tensorflow.Session(classifier.graph())) {
      var value =
          classifier.graph().operationOrThrow(name).<org.tensorflow.types.TFloat32>output(0);
      return WeightArray.fetch(session, Map.of(name, value)).get(name).values();
    }
  }

  @Test
  void bothTrainingsGoOnAfterTheirLastEpoch() throws IOException {
    TrainingPlan plan = plan(0.05f, 4, 2);
    TrainingPlan tuning = tuning(plan, 0.01f, 3);
    TransferTraining training = prepare(plan, "early");
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public void epochEnds(TrainingState state) {
            if (state.epochs() == 2) {
              throw new IllegalStateException("stopped by the test");
            }
          }
        };
    try (Trainer trainer = training.head(run.resolve("head"), false, stopper)) {
      assertThatThrownBy(trainer::train).hasMessage("stopped by the test");
    }
    assertThatThrownBy(() -> head(training, false)).hasMessageContaining("--resume");
    TrainedNetwork head = head(training, true);
    Path tuned = run.resolve("tuned");
    try (Trainer trainer = training.lastLayers(tuning, head.weights(), tuned, true, stopper)) {
      assertThatThrownBy(trainer::train).hasMessage("stopped by the test");
    }
    try (Trainer trainer = training.lastLayers(tuning, head.weights(), tuned, true, SILENT)) {
      assertThat(trainer.state().epochs()).isEqualTo(2);
      assertThat(trainer.train().history()).extracting(EpochResult::epoch).containsExactly(1, 2, 3);
    }
  }

  @Test
  void lossThatIsNotFiniteNamesTheOptionOfThisPart() throws IOException {
    TrainingPlan plan = plan(0.05f, 1, 1);
    TransferTraining training = prepare(plan, "early");
    TrainedNetwork head = head(training, false);
    TrainingPlan wild =
        tuning(plan, 1, 3)
            .with(
                new Hyperparameters(OptimizerKind.SGD, 1e30f, 0, 3, 9, 0, 0, 0),
                new TransferPlan("tiny.pb", "digest", "tf", "late", "early", 1, 0));
    Path tuned = run.resolve("tuned");
    try (Trainer trainer = training.lastLayers(wild, head.weights(), tuned, false, SILENT)) {
      assertThatThrownBy(trainer::train)
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Expected a finite loss")
          .hasMessageContaining("Lower --fine-tune-learning-rate");
    }
  }

  @Test
  void imageThatCannotBeReadHasNoFeatures(@TempDir Path spoiled) throws IOException {
    ColourImages.write(spoiled, 12, 20);
    for (int i = 0; i < 3; i++) {
      Files.writeString(spoiled.resolve("red/%02d.png".formatted(i)), "no image");
    }
    try (ImageSet set = ImageSet.open(spoiled, Split.TRAIN)) {
      TransferTraining training =
          TransferTraining.of(
              trunk, null, plan(0.05f, 1, 2), set, run.resolve("features"), count -> {});
      try (Trainer trainer = training.head(run.resolve("head"), false, SILENT)) {
        trainer.train();
        assertThat(trainer.trainingImages().size() + trainer.validationImages().size())
            .isEqualTo(36);
        assertThat(trainer.trainingImages().skipped())
            .hasSize(3 - trainer.validationImages().skipped().size());
      }
    }
  }

  @Test
  void partWithoutAReadableImageHasNoFeatures(@TempDir Path spoiled) throws IOException {
    ColourImages.write(spoiled, 2, 20);
    for (String label : ColourImages.LABELS) {
      Files.writeString(spoiled.resolve(label + "/00.png"), "no image");
      Files.writeString(spoiled.resolve(label + "/01.png"), "no image");
    }
    try (ImageSet set = ImageSet.open(spoiled, Split.TRAIN)) {
      TransferTraining training =
          TransferTraining.of(
              trunk, null, plan(0.05f, 1, 2), set, run.resolve("features"), count -> {});
      assertThatThrownBy(() -> head(training, false))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("Expected at least 9 readable images for a batch, found 0");
    }
  }
}
