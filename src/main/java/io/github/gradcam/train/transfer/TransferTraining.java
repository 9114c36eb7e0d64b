package io.github.gradcam.train.transfer;

import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.trunk.Cut;
import io.github.gradcam.model.trunk.CutReader;
import io.github.gradcam.model.trunk.Tail;
import io.github.gradcam.model.trunk.Trunk;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingException;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingTask;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.data.BatchSource;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.StratifiedSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Teaches a trained network other classes: what it knows of the images is computed once; then a new
 * head learns from that, and after it, if asked for, the last layers with the head.
 */
public final class TransferTraining {

  private final TrainingPlan plan;
  private final Tail head;
  private final @Nullable Tail last;
  private final FeatureSet training;
  private final FeatureSet validation;

  private TransferTraining(
      TrainingPlan plan, Tail head, @Nullable Tail last, FeatureSet training, FeatureSet held) {
    this.plan = plan;
    this.head = head;
    this.last = last;
    this.training = training;
    this.validation = held;
  }

  /**
   * Computes the features, or finds those that a training before has left.
   *
   * @param trunk the network; to stay open while this is used
   * @param frozen the last layer that stays as it is; null where only the head learns
   * @param plan of the head's training
   * @param images the labelled images; they stay the caller's to close
   * @param folder where the features are kept
   * @param done is told how many more views of images are there, of {@link #views} in all
   * @return what can be trained
   * @throws IOException if the folder cannot be read or written
   * @throws TrainingException if it has not the room
   */
  public static TransferTraining of(
      Trunk trunk,
      @Nullable HeatmapLayer frozen,
      TrainingPlan plan,
      ImageSet images,
      Path folder,
      IntConsumer done)
      throws IOException {
    Tail head = trunk.head();
    Tail last = frozen == null ? null : trunk.after(frozen);
    List<Cut> cuts = last == null ? List.of(head.cut()) : List.of(head.cut(), last.cut());
    CutReader reader = new CutReader(trunk, cuts);
    StratifiedSplit split = plan.split(images);
    FeatureFolder features = FeatureFolder.of(folder, FeatureKey.of(trunk, cuts, plan, split));
    features.checkRoom(
        (long) reader.recordBytes() * views(plan, images),
        "--views, or freeze until a later layer");
    var extraction = new FeatureExtraction(reader, images, features, plan, done);
    return new TransferTraining(
        plan,
        head,
        last,
        extraction.features("training", split.training(), transfer(plan).views()),
        extraction.features("validation", split.validation(), 1));
  }

  /**
   * Counts the views of images whose features are computed.
   *
   * @param plan of the head's training
   * @param images the labelled images
   * @return all views to learn from, and one of each image held back
   */
  public static int views(TrainingPlan plan, ImageSet images) {
    StratifiedSplit split = plan.split(images);
    int views = transfer(plan).views();
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

  private static TransferPlan transfer(TrainingPlan plan) {
    return Objects.requireNonNull(plan.transfer(), "a plan of a transfer");
  }
}
