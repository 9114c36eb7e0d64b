package io.github.gradcam.train;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.layer.Architecture;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchLoader;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.StratifiedSplit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;

/** Trains all of one of the project's architectures on images. */
final class ArchitectureTask implements TrainingTask {

  private static final int PREFETCH = 4;

  private final TrainingPlan plan;
  private final @Nullable Teacher teacher;
  private final BatchLoader training;
  private final BatchLoader validation;

  ArchitectureTask(TrainingPlan plan, ImageSet images, @Nullable Teacher teacher) {
    this.plan = plan;
    this.teacher = teacher;
    if ((plan.teacher() == null) != (teacher == null)) {
      throw new IllegalArgumentException(
          "Expected a teacher where the plan has one, and none where it has none");
    }
    StratifiedSplit split = plan.split(images);
    this.training = loader(images, learned(split), plan.cropSize(), plan.augmentation(), order());
    this.validation =
        loader(images, split.validation(), plan.inputSize(), Augmentation.NONE, Order.sequential());
  }

  private List<Example> learned(StratifiedSplit split) {
    return teacher == null ? split.training() : split.training(teacher.unlabelled());
  }

  private Order order() {
    TeacherPlan taught = plan.teacher();
    Order shuffled = Order.shuffled(plan.seed());
    return taught == null ? shuffled : shuffled.withViews(taught.views());
  }

  /**
   * Adds the plan's architecture to a graph.
   *
   * @param features of the teacher that it learns, 0 for none
   */
  static TrainableNetwork network(TrainingPlan plan, Graph graph, int features) {
    return new TrainableNetwork(
        graph,
        Architecture.of(plan.architecture()),
        plan.labels().size(),
        plan.cropSize(),
        plan.seed(),
        features);
  }

  @Override
  public TrainableNetwork network(Graph graph) {
    return network(plan, graph, teacher == null ? 0 : teacher.features());
  }

  @Override
  public float[][] targets(Batch batch, int epoch) {
    float[][] own = Targets.of(plan, batch.labels());
    return teacher == null ? own : Targets.beside(own, teacher.answers(batch.examples(), epoch));
  }

  @Override
  public Predictor frozen(Map<String, WeightArray> weights) {
    return Classifier.frozen(weights, plan.draft(), plan.precision());
  }

  @Override
  public BatchLoader training() {
    return training;
  }

  @Override
  public BatchLoader validation() {
    return validation;
  }

  private BatchLoader loader(
      ImageSet images, List<Example> examples, int size, Augmentation augmentation, Order order) {
    return new BatchLoader(
        images,
        examples,
        plan.hyperparameters().batchSize(),
        size,
        augmentation,
        order,
        order.shuffled(),
        Runtime.getRuntime().availableProcessors(),
        PREFETCH);
  }
}
