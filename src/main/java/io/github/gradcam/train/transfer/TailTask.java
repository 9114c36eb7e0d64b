package io.github.gradcam.train.transfer;

import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.trunk.Tail;
import io.github.gradcam.train.Targets;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingTask;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchSource;
import java.util.Map;
import org.tensorflow.Graph;

/**
 * Trains the tail of a network on what the part before it knows of the images.
 *
 * @param tail what learns
 * @param plan classes, dropout, precision and seed
 * @param first weights to begin with, by name
 * @param training what it learns from
 * @param validation what is held back
 */
record TailTask(
    Tail tail,
    TrainingPlan plan,
    Map<String, WeightArray> first,
    BatchSource training,
    BatchSource validation)
    implements TrainingTask {

  @Override
  public TrainableNetwork network(Graph graph) {
    TransferPlan transfer = plan.transfer();
    float dropout = transfer == null ? 0 : transfer.dropout();
    return tail.trainable(graph, plan.labels().size(), dropout, first, plan.seed());
  }

  @Override
  public float[][] targets(Batch batch, int epoch) {
    return Targets.of(plan, batch.labels());
  }

  @Override
  public Predictor frozen(Map<String, WeightArray> weights) {
    return tail.frozen(weights, plan.labels().size(), plan.precision());
  }
}
