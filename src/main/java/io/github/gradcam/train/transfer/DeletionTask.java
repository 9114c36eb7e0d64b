package io.github.gradcam.train.transfer;

import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Patches;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.trunk.Retraining;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.TrainedNetwork;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingTask;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.Validation;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchSource;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.Mixing;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.Seed;
import io.github.gradcam.train.data.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tensorflow.Graph;

/**
 * Teaches a network to answer for images with holes as it answers for whole ones: of each image, up
 * to half of the patches are filled with a colour. What it is asked for are its own answers for the
 * whole images, so that no labels are needed.
 */
public final class DeletionTask implements TrainingTask {

  private static final int BATCH = 16;
  private static final int EPOCHS = 10;
  private static final float RATE = 1e-4f;
  private static final double HELD = 0.2;

  private final Classifier network;
  private final Retraining retraining;
  private final Patches patches;
  private final byte[] colour;
  private final long seed;
  private final Map<Example, byte[]> pixels = new LinkedHashMap<>();
  private final Map<Example, float[]> answers = new LinkedHashMap<>();
  private final Holed training;
  private final Holed validation;

  /**
   * Answers for the images.
   *
   * @param network stays the caller's, and is to stay open
   * @param images RGB at the network's input size, by what they are called; a fifth is held back,
   *     the last ones
   * @param side patches a side
   * @param seed of the holes
   * @throws ModelException if the classes do not exclude each other
   */
  public DeletionTask(Classifier network, Map<String, byte[]> images, int side, long seed) {
    if (network.probabilities().op().type().equals("Sigmoid")) {
      throw new ModelException(
          "Expected a network whose classes exclude each other, found one that gives each a probability of its own; leave --in-domain out");
    }
    this.network = network;
    this.retraining = new Retraining(network);
    this.patches = new Patches(network.card().inputSize(), side);
    this.colour = network.neutralColour();
    this.seed = seed;
    images.forEach(
        (name, image) -> {
          float[] answer = network.probabilities(image, 1)[0];
          Example example = new Example(name, Predictor.likeliest(answer), Path.of(name));
          pixels.put(example, image);
          answers.put(example, answer);
        });
    List<Example> all = List.copyOf(pixels.keySet());
    int learned = (int) Math.round((1 - HELD) * all.size());
    training = new Holed(all.subList(0, learned), Order.shuffled(seed));
    validation = new Holed(all.subList(learned, all.size()), Order.sequential());
  }

  /**
   * A network that has learned to live with holes.
   *
   * @param network the caller's to close
   * @param before the share of images held back for which the network answered with holes as
   *     without, before; 0..1
   * @param after the same of this one
   */
  public record Tuned(Classifier network, double before, double after) {}

  /**
   * Trains it, or takes what a training before has left.
   *
   * @param name of the network's file
   * @param digest of its file
   * @param run the folder of the training
   * @param listener follows it
   * @return the network of the best epoch
   */
  public Tuned tuned(String name, String digest, Path run, TrainingListener listener) {
    double before = Validation.of(network, validation).accuracy();
    try (Trainer trainer = new Trainer(plan(name, digest), this, run, true, listener)) {
      trainer.train();
      TrainedNetwork best = trainer.best();
      return new Tuned(
          retraining.frozen(best.weights()), before, best.epoch().validationAccuracy());
    }
  }

  /** How many batches there are, over all epochs. */
  public int batches() {
    return EPOCHS * training.batchesPerEpoch();
  }

  private TrainingPlan plan(String name, String digest) {
    int views = patches.count();
    return new TrainingPlan(
        network.card().architecture(),
        network.labels(),
        network.card().inputSize(),
        network.card().inputSize(),
        new Hyperparameters(OptimizerKind.ADAM, RATE, 1, EPOCHS, BATCH, 0, 0, 0),
        Augmentation.NONE,
        Mixing.NONE,
        HELD,
        0,
        network.execution().precision(),
        seed,
        0,
        new TransferPlan(name, digest, "as the model says", "logits", null, views, 0),
        null);
  }

  @Override
  public TrainableNetwork network(Graph graph) {
    return retraining.trainable(graph);
  }

  @Override
  public Classifier frozen(Map<String, WeightArray> weights) {
    return retraining.frozen(weights);
  }

  @Override
  public float[][] targets(Batch batch, int epoch) {
    return batch.examples().stream()
        .map(example -> Objects.requireNonNull(answers.get(example)))
        .map(float[]::clone)
        .toArray(float[][]::new);
  }

  @Override
  public BatchSource training() {
    return training;
  }

  @Override
  public BatchSource validation() {
    return validation;
  }

  /** Images with holes; those of the same epoch are the same. */
  private final class Holed implements BatchSource {

    private final List<Example> examples;
    private final Order order;

    Holed(List<Example> examples, Order order) {
      this.examples = List.copyOf(examples);
      this.order = order;
    }

    @Override
    public Iterator<Batch> epoch(int epoch) {
      int[] positions = order.positions(examples.size(), epoch);
      return IntStream.range(0, batchesPerEpoch())
          .mapToObj(batch -> batch(positions, batch * BATCH, epoch))
          .iterator();
    }

    @Override
    public int batchesPerEpoch() {
      return (examples.size() + BATCH - 1) / BATCH;
    }

    @Override
    public int size() {
      return examples.size();
    }

    @Override
    public List<Skipped> skipped() {
      return List.of();
    }

    @Override
    public long waitNanos() {
      return 0;
    }

    @Override
    public void close() {}

    private Batch batch(int[] positions, int from, int epoch) {
      int count = Math.min(BATCH, positions.length - from);
      List<Example> taken = new ArrayList<>();
      List<byte[]> images = new ArrayList<>();
      for (int i = from; i < from + count; i++) {
        Example example = examples.get(positions[i]);
        taken.add(example);
        images.add(holed(example, positions[i], epoch));
      }
      int[] labels = taken.stream().mapToInt(Example::classIndex).toArray();
      return new Batch(InputPixels.joined(images), labels, taken, count);
    }

    private byte[] holed(Example example, int position, int epoch) {
      SplittableRandom random = new SplittableRandom(Seed.of(seed, epoch, position));
      byte[] image = Objects.requireNonNull(pixels.get(example)).clone();
      int[] shuffled = IntStream.range(0, patches.count()).toArray();
      Order.shuffle(shuffled, random);
      int holes = random.nextInt(patches.count() / 2 + 1);
      for (int i = 0; i < holes; i++) {
        patches.fill(image, 0, shuffled[i], colour);
      }
      return image;
    }
  }
}
