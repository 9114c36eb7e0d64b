package io.github.gradcam.train;

import io.github.gradcam.model.Cut;
import io.github.gradcam.model.CutReader;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.Tail;
import io.github.gradcam.model.Trunk;
import io.github.gradcam.model.WeightArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Teaches a trained network other classes: what it knows of the pictures is computed once; then a
 * new head learns from that, and after it, if asked for, the last layers with the head.
 */
public final class TransferTraining {

  private final Trunk trunk;
  private final Tail head;
  private final @Nullable Tail last;
  private final TrainingPlan plan;
  private final StratifiedSplit split;
  private final FeatureSet training;
  private final FeatureSet validation;

  /**
   * Computes the features, or finds those that a training before has left.
   *
   * @param trunk the network; stays the caller's to close, after this
   * @param frozen the last layer that stays as it is; null where only the head learns
   * @param plan of the head's training
   * @param images the labelled pictures; they stay the caller's to close, after this
   * @param folder where the features are kept
   * @param done is told how many more views of pictures are there, of {@link #views} in all
   * @throws IOException if the folder cannot be read or written
   * @throws TrainingException if it has not the room
   */
  public TransferTraining(
      Trunk trunk,
      @Nullable HeatmapLayer frozen,
      TrainingPlan plan,
      ImageSet images,
      Path folder,
      IntConsumer done)
      throws IOException {
    this.trunk = trunk;
    this.plan = plan;
    this.head = trunk.head();
    this.last = frozen == null ? null : trunk.after(frozen);
    this.split = StratifiedSplit.of(images.examples(), plan.validationFraction(), plan.seed());
    List<Cut> cuts = new ArrayList<>(List.of(head.cut()));
    if (last != null) {
      cuts.add(last.cut());
    }
    FeatureFolder features = FeatureFolder.of(folder, key(cuts));
    CutReader reader = new CutReader(trunk, cuts);
    FeatureExtraction extraction = new FeatureExtraction(reader, images, features, plan, done);
    checkRoom(folder, (long) reader.recordBytes() * views(plan, images));
    this.training = extraction.features("training", split.training(), transfer().views());
    this.validation = extraction.features("validation", split.validation(), 1);
  }

  /**
   * Counts the views of pictures whose features are computed.
   *
   * @param plan of the head's training
   * @param images the labelled pictures
   * @return all views to learn from, and one of each picture held back
   */
  public static int views(TrainingPlan plan, ImageSet images) {
    StratifiedSplit split =
        StratifiedSplit.of(images.examples(), plan.validationFraction(), plan.seed());
    int views = Objects.requireNonNull(plan.transfer()).views();
    return Math.addExact(
        Math.multiplyExact(split.training().size(), views), split.validation().size());
  }

  /**
   * Prepares the training of the head.
   *
   * @param run the folder of this training
   * @param resume whether to go on from a checkpoint, where there is one
   * @param listener follows the training
   * @return a trainer, the caller's to close
   */
  public Trainer head(Path run, boolean resume, TrainingListener listener) {
    return trainer(head, 0, plan, Map.of(), run, resume, listener);
  }

  /**
   * Prepares the training of the last layers with the head.
   *
   * @param tuning how
   * @param first the weights of the head
   * @param run the folder of this training
   * @param resume whether to go on from a checkpoint, where there is one
   * @param listener follows the training
   * @return a trainer, the caller's to close
   */
  public Trainer lastLayers(
      TrainingPlan tuning,
      Map<String, WeightArray> first,
      Path run,
      boolean resume,
      TrainingListener listener) {
    Tail tail = Objects.requireNonNull(last, "a layer until which the network is frozen");
    return trainer(tail, head.cut().bytes(), tuning, first, run, resume, listener);
  }

  private Trainer trainer(
      Tail tail,
      int offset,
      TrainingPlan phase,
      Map<String, WeightArray> first,
      Path run,
      boolean resume,
      TrainingListener listener) {
    int size = phase.hyperparameters().batchSize();
    BatchSource learned =
        new FeatureBatches(training, offset, tail.cut(), size, Order.shuffled(phase.seed()));
    BatchSource held = new FeatureBatches(validation, offset, tail.cut(), size, Order.sequential());
    TrainingTask task = new TailTask(tail, phase, first, learned, held);
    return new Trainer(phase, task, run, resume, listener);
  }

  private TransferPlan transfer() {
    return Objects.requireNonNull(plan.transfer(), "a plan of a transfer");
  }

  private FeatureKey key(List<Cut> cuts) throws IOException {
    return new FeatureKey(
        transfer().backbone() + " " + transfer().digest(),
        trunk.normalization().toString(),
        trunk.inputSize(),
        cuts.stream().map(Cut::toString).toList(),
        plan.precision().name(),
        transfer().views(),
        plan.augmentation(),
        plan.seed(),
        FeatureKey.digest(split));
  }

  private static void checkRoom(Path folder, long needed) throws IOException {
    long there = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        there += Files.size(file);
      }
    }
    long room = Files.getFileStore(folder).getUsableSpace();
    if (needed - there > room) {
      throw new TrainingException(
          "Expected room for %d MB of features in %s, found %d MB; freeze until a later layer, or lower --views"
              .formatted((needed - there) >> 20, folder, room >> 20));
    }
  }
}
