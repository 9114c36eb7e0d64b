package io.github.gradcam.train.transfer;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.NearestNames;
import io.github.gradcam.train.Teacher;
import io.github.gradcam.train.TeacherPlan;
import io.github.gradcam.train.TrainingException;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchLoader;
import io.github.gradcam.train.data.BatchShape;
import io.github.gradcam.train.data.DataSetException;
import io.github.gradcam.train.data.DecodedImages;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.StratifiedSplit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A network's answers for some views of each image, computed once and kept on disk, a file a view.
 * The crops are those that the student sees, at the teacher's own size.
 */
public final class TeacherAnswers implements Teacher {

  private static final int PREFETCH = 4;

  private static final String PART = "answers";

  /** What answers depend on; those of another key are not the same. */
  private record Key(
      String teacher,
      List<String> labels,
      String precision,
      Augmentation augmentation,
      long seed,
      String pictures) {}

  private final TeacherPlan plan;
  private final int classes;
  private final List<Example> unlabelled;
  private final Map<Example, Integer> positions = new HashMap<>();

  /** Logits of a view, [images * classes]; not a number where an image cannot be read. */
  private final List<float[]> views = new ArrayList<>();

  private TeacherAnswers(TeacherPlan plan, int classes, List<Example> unlabelled) {
    this.plan = plan;
    this.classes = classes;
    this.unlabelled = List.copyOf(unlabelled);
  }

  /**
   * Computes the answers, or finds those that a training before has left.
   *
   * @param teacher knows the plan's classes by name
   * @param plan of the student's training
   * @param images the labelled images; those held back are not answered
   * @param unlabelled images without labels to learn from too
   * @param folder where the answers are kept
   * @param done is told how many more views of images are there, of {@link #count} in all
   * @return the answers
   * @throws IOException if the folder cannot be read or written
   * @throws TrainingException if the teacher does not know a class
   */
  public static TeacherAnswers of(
      Classifier teacher,
      TrainingPlan plan,
      ImageSet images,
      List<Example> unlabelled,
      Path folder,
      IntConsumer done)
      throws IOException {
    TeacherPlan taught = taught(plan);
    int[] indexes = plan.labels().stream().mapToInt(label -> index(teacher, label)).toArray();
    List<Example> examples = split(plan, images).training(unlabelled);
    Key key =
        new Key(
            taught.digest(),
            plan.labels(),
            plan.precision().name(),
            plan.augmentation(),
            plan.seed(),
            FeatureKey.digest(List.of(examples)));
    FeatureFolder files = FeatureFolder.of(folder, key);
    TeacherAnswers answers = new TeacherAnswers(taught, indexes.length, unlabelled);
    IntStream.range(0, examples.size())
        .forEach(position -> answers.positions.put(examples.get(position), position));
    Order order = new Order(false, plan.seed(), taught.views());
    BatchShape shape =
        new BatchShape(plan.hyperparameters().batchSize(), teacher.card().inputSize(), false);
    try (BatchLoader loader =
        new BatchLoader(
            new DecodedImages(images, examples, DecodedImages.defaultLimit()),
            examples,
            shape,
            plan.augmentation(),
            order,
            Runtime.getRuntime().availableProcessors(),
            PREFETCH)) {
      for (int view = 0; view < taught.views(); view++) {
        Path path = files.file(PART, view);
        var known = FeatureFile.open(path, 1, answers.recordBytes());
        if (known.isPresent()) {
          done.accept(examples.size());
          answers.add(known.get());
        } else {
          Iterator<Batch> batches = loader.epoch(view);
          answers.add(
              FeatureFile.write(
                  path,
                  1,
                  answers.recordBytes(),
                  out -> answers.compute(teacher, indexes, batches, out, done)));
        }
      }
    }
    return answers;
  }

  /**
   * Counts the views of images that are answered.
   *
   * @param plan of the student's training
   * @param images the labelled images
   * @param unlabelled images without labels
   * @return all views to learn from
   */
  public static int count(TrainingPlan plan, ImageSet images, List<Example> unlabelled) {
    int learned = split(plan, images).training(unlabelled).size();
    return Math.multiplyExact(learned, taught(plan).views());
  }

  @Override
  public List<Example> unlabelled() {
    return unlabelled;
  }

  @Override
  public float[][] answers(List<Example> examples, int epoch) {
    float[] logits = views.get(epoch % views.size());
    float[][] answers = new float[examples.size()][];
    for (int i = 0; i < answers.length; i++) {
      Example example = examples.get(i);
      int from = Objects.requireNonNull(positions.get(example), example::path) * classes;
      answers[i] = softened(logits, from);
      if (Float.isNaN(answers[i][0])) {
        throw new DataSetException(
            "Expected an answer of the teacher for %s, found none: it could not be read before; start anew with another --output"
                .formatted(example.path()));
      }
    }
    return answers;
  }

  /** softmax(t / T). */
  private float[] softened(float[] logits, int from) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      highest = Math.max(highest, logits[from + c]);
    }
    double[] powers = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      powers[c] = Math.exp((logits[from + c] - highest) / plan.temperature());
      sum += powers[c];
    }
    float[] softened = new float[classes];
    for (int c = 0; c < classes; c++) {
      softened[c] = (float) (powers[c] / sum);
    }
    return softened;
  }

  private int recordBytes() {
    return classes * Float.BYTES;
  }

  private int[] compute(
      Classifier teacher,
      int[] indexes,
      Iterator<Batch> batches,
      OutputStream out,
      IntConsumer done)
      throws IOException {
    List<Integer> read = new ArrayList<>();
    while (batches.hasNext()) {
      Batch batch = batches.next();
      ByteBuffer records = ByteBuffer.allocate(batch.size() * recordBytes());
      for (float[] logits : teacher.logits(batch.values(), batch.size())) {
        for (int index : indexes) {
          records.putFloat(logits[index]);
        }
      }
      out.write(records.array());
      batch.examples().forEach(example -> read.add(positions.get(example)));
      done.accept(batch.size());
    }
    return read.stream().mapToInt(Integer::intValue).toArray();
  }

  private void add(FeatureFile file) throws IOException {
    float[] logits = new float[positions.size() * classes];
    Arrays.fill(logits, Float.NaN);
    int[] pictures = file.pictures();
    ByteBuffer records = ByteBuffer.allocate(pictures.length * recordBytes());
    file.read(0, 0, 0, records);
    FloatBuffer values = records.flip().asFloatBuffer();
    for (int picture : pictures) {
      values.get(logits, picture * classes, classes);
    }
    views.add(logits);
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

  private static TeacherPlan taught(TrainingPlan plan) {
    return Objects.requireNonNull(plan.teacher(), "a plan with a teacher");
  }

  private static StratifiedSplit split(TrainingPlan plan, ImageSet images) {
    return StratifiedSplit.of(images.examples(), plan.validationFraction(), plan.seed());
  }
}
