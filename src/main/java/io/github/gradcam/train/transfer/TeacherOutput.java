package io.github.gradcam.train.transfer;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.NearestNames;
import io.github.gradcam.train.TrainingException;
import io.github.gradcam.train.data.Batch;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a student learns of a teacher, in one run of it: the logits of the student's classes, then
 * the means of the last layer's feature maps.
 *
 * @param teacher stays the caller's
 * @param layer whose means are given; empty for none
 * @param features how many there are
 * @param output [N, classes + features]
 */
record TeacherOutput(Classifier teacher, String layer, int features, Output<TFloat32> output) {

  /**
   * Adds the ops to the teacher's graph.
   *
   * @param teacher knows the classes by name
   * @param labels the student's classes in index order
   * @param withFeatures whether the means are asked for
   * @return what to run
   * @throws TrainingException if the teacher does not know a class, or has no feature maps
   */
  static TeacherOutput of(Classifier teacher, List<String> labels, boolean withFeatures) {
    int[] indexes = labels.stream().mapToInt(label -> index(teacher, label)).toArray();
    Ops tf = Ops.create(teacher.graph()).withSubScope("taught");
    Operand<TFloat32> logits = tf.gather(teacher.logits(), tf.constant(indexes), tf.constant(1));
    if (!withFeatures) {
      return new TeacherOutput(teacher, "", 0, logits.asOutput());
    }
    if (teacher.layers().isEmpty()) {
      throw new TrainingException(
          "Expected a teacher with feature maps, found none; --distill-features 0 learns its answers alone");
    }
    HeatmapLayer layer = teacher.layer("auto");
    Output<TFloat32> maps = teacher.graph().operationOrThrow(layer.op()).output(0);
    var means = tf.math.mean(maps, tf.array(1, 2));
    var both = tf.concat(List.of(logits, means), tf.constant(1));
    return new TeacherOutput(teacher, layer.name(), layer.channels(), both.asOutput());
  }

  /**
   * Answers for a batch.
   *
   * @param batch of images at the teacher's size
   * @return [N][classes + features]
   */
  float[][] rows(Batch batch) {
    return teacher.answer(output, batch.values(), batch.size());
  }

  private static int index(Classifier teacher, String label) {
    int index = teacher.labels().indexOf(label);
    if (index < 0) {
      throw new TrainingException(
          "Expected a teacher that knows the classes of --data, found none of its classes called %s; nearest: %s"
              .formatted(label, String.join(", ", NearestNames.of(label, teacher.labels(), 3))));
    }
    return index;
  }
}
