package io.github.gradcam.train;

import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchSource;
import io.github.gradcam.train.data.ImageSet;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network epoch by epoch, with a checkpoint after each, so that it can be killed at any
 * moment and go on from the last epoch's end. Owns the session and what gives the batches.
 */
public final class Trainer implements AutoCloseable {

  private final TrainingPlan plan;
  private final TrainingListener listener;
  private final Checkpoints checkpoints;
  private final TrainingSession session;
  private final TrainingTask task;
  private TrainingState state;

  /**
   * Prepares a training, at its beginning or at its last checkpoint.
   *
   * @param plan what to do
   * @param images the labelled images; they stay the caller's to close, after this
   * @param teacher whose answers are learned from too; null where the plan has none
   * @param run the folder of the training: checkpoints go to {@code checkpoints} in it
   * @param resume whether to go on from a checkpoint, where there is one
   * @param listener follows the training
   * @throws TrainingException if the folder holds a training and {@code resume} is false, or that
   *     of another plan
   */
  public Trainer(
      TrainingPlan plan,
      ImageSet images,
      @Nullable Teacher teacher,
      Path run,
      boolean resume,
      TrainingListener listener) {
    this(settled(plan), new ArchitectureTask(plan, images, teacher), run, resume, listener);
  }

  private static TrainingPlan settled(TrainingPlan plan) {
    TrainingKernels.settle(plan);
    return plan;
  }

  /**
   * Prepares the training of a task, which is closed with this, also when this fails.
   *
   * @param plan what to do
   * @param task network and batches
   * @param run as above
   * @param resume as above
   * @param listener follows the training
   */
  public Trainer(
      TrainingPlan plan, TrainingTask task, Path run, boolean resume, TrainingListener listener) {
    this.plan = plan;
    this.task = task;
    this.listener = listener;
    this.checkpoints = checkpoints(run);
    try {
      this.state = Resumption.from(checkpoints, plan, run, resume);
      this.session = MixedTraining.session(plan, task);
    } catch (RuntimeException e) {
      task.close();
      throw e;
    }
    try {
      begin();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Checks that a training can begin or go on in a folder, before work that it needs.
   *
   * @param plan what to do
   * @param run the folder of the training
   * @param resume whether to go on from a checkpoint, where there is one
   * @throws TrainingException if the folder holds a training and {@code resume} is false, or that
   *     of another plan
   */
  public static void check(TrainingPlan plan, Path run, boolean resume) {
    Resumption.from(checkpoints(run), plan, run, resume);
  }

  private static Checkpoints checkpoints(Path run) {
    return new Checkpoints(run.resolve("checkpoints"));
  }

  /**
   * Trains until all epochs are done or patience is.
   *
   * @return the last state
   * @throws TrainingException if the loss is no longer a finite number
   */
  public TrainingState train() {
    while (!state.finished()) {
      state = epoch();
      checkpoints.save(session, state);
      listener.epochEnds(state);
      listener.learned(state.epochs(), session::exportedWeights);
    }
    return state;
  }

  /**
   * Reads the weights of the best epoch and calibrates them.
   *
   * @return the network to export
   * @throws TrainingException if no epoch is done
   */
  public TrainedNetwork best() {
    EpochResult best =
        state
            .best()
            .orElseThrow(() -> new TrainingException("Expected a finished epoch, found none"));
    checkpoints.restore(session, best.epoch());
    Map<String, WeightArray> weights = session.exportedWeights();
    Validation held = validated(weights);
    return new TrainedNetwork(weights, Temperature.fit(held.logits(), held.labels()), best);
  }

  /**
   * Tells how far it has come.
   *
   * @return the state after the last finished epoch
   */
  public TrainingState state() {
    return state;
  }

  /**
   * Says by what it is computed.
   *
   * @return such as "float32, kernels of onednn, AMD EPYC, family 26"
   */
  public String computedBy() {
    return session.execution().text();
  }

  /**
   * {@return the images it learns from: its batches, for the counts of images and of those left
   * out}
   */
  public BatchSource trainingImages() {
    return task.training();
  }

  /** {@return the images held back: its batches, for the counts of images and of those left out} */
  public BatchSource validationImages() {
    return task.validation();
  }

  /** Closes the task and releases the session; safe to call twice. */
  @Override
  public void close() {
    task.close();
    session.close();
  }

  private void begin() {
    if (state.epochs() == 0) {
      session.initialize();
    } else {
      checkpoints.restore(session, state.epochs());
      checkpoints.tidy(state);
    }
  }

  private TrainingState epoch() {
    final long start = System.nanoTime();
    final long waited = task.training().waitNanos();
    Progress progress = steps();
    double seconds = (System.nanoTime() - start) / 1e9;
    double waitShare = (task.training().waitNanos() - waited) / 1e9 / seconds;
    Validation held = validated(session.exportedWeights());
    int epoch = state.epochs() + 1;
    checkFinite("validation loss", held.loss(), epoch);
    EpochResult result =
        new EpochResult(
            epoch,
            plan.hyperparameters().learningRateAt(epoch),
            progress.loss(),
            progress.accuracy(),
            held.loss(),
            held.accuracy(),
            progress.images / seconds,
            waitShare,
            (System.nanoTime() - start) / 1e9);
    return state.with(result, state.steps() + progress.steps);
  }

  private Progress steps() {
    int epoch = state.epochs();
    BatchSource training = task.training();
    int count = training.batchesPerEpoch();
    listener.epochBegins(epoch + 1, plan.hyperparameters().epochs(), count);
    Progress progress = new Progress();
    for (Iterator<Batch> batches = training.epoch(epoch); batches.hasNext(); ) {
      Batch batch = batches.next();
      float[][] targets = task.targets(batch, epoch);
      plan.mixing().apply(batch, plan.cropSize(), targets, plan.seed(), epoch, progress.steps);
      double moment = epoch + Math.min(1, (double) progress.steps / count);
      var step = session.step(batch, targets, moment, state.steps() + progress.steps);
      checkFinite("loss", step.loss(), epoch + 1);
      progress.add(step, batch.size());
      listener.stepDone(batch.size(), progress.loss(), progress.accuracy());
    }
    return progress;
  }

  private Validation validated(Map<String, WeightArray> weights) {
    try (Predictor network = task.frozen(weights)) {
      return Validation.of(network, task.validation());
    }
  }

  private void checkFinite(String what, double loss, int epoch) {
    if (!Double.isFinite(loss)) {
      String last =
          state.epochs() == 0
              ? "No epoch was finished."
              : "The last good checkpoint is " + checkpoints.path(state.epochs()) + ".";
      throw new TrainingException(
          "Expected a finite %s, found %s in epoch %d. %s Lower %s or lengthen --warm-up"
              .formatted(what, loss, epoch, last, plan.rateOption()));
    }
  }

  /** Sums over the steps of an epoch. */
  private static final class Progress {
    private int steps;
    private int images;
    private int labelled;
    private int correct;
    private double lossSum;

    void add(TrainingSession.Step step, int size) {
      steps++;
      images += size;
      labelled += step.labelled();
      correct += step.correct();
      lossSum += (double) step.loss() * size;
    }

    double loss() {
      return lossSum / images;
    }

    double accuracy() {
      return labelled == 0 ? 0 : (double) correct / labelled;
    }
  }
}
