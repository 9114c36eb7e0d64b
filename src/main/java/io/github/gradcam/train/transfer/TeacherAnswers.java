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
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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

  /** Images whose answers are read at once. */
  private static final int PIECE = 4096;

  /** What answers depend on; those of another key are not the same. */
  private record Key(
      String teacher,
      List<String> teacherLabels,
      int teacherInput,
      String teacherPixels,
      String teacherLogits,
      List<String> labels,
      String precision,
      Augmentation augmentation,
      long seed,
      String pictures) {}

  private final TeacherPlan plan;
  private final int classes;
  private final List<Example> unlabelled;
  private final Path folder;
  private final Map<Example, Integer> positions = new HashMap<>();
  private final List<FeatureFile> views = new ArrayList<>();

  /** Logits of the view that is shown, [images * classes]; not a number where one has no answer. */
  private float[] shown = {};

  private int shownView = -1;

  private TeacherAnswers(TeacherPlan plan, int classes, List<Example> unlabelled, Path folder) {
    this.plan = plan;
    this.classes = classes;
    this.unlabelled = List.copyOf(unlabelled);
    this.folder = folder;
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
   * @throws TrainingException if the teacher does not know a class, an answer of its is not a
   *     number, or the disk has not the room
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
    List<Example> examples = plan.split(images).training(unlabelled);
    Key key =
        new Key(
            taught.digest(),
            teacher.labels(),
            teacher.card().inputSize(),
            teacher.card().preprocessing(),
            teacher.logits().op().name(),
            plan.labels(),
            plan.precision().name(),
            plan.augmentation(),
            plan.seed(),
            FeatureKey.digest(List.of(examples)));
    FeatureFolder files = FeatureFolder.of(folder, key);
    TeacherAnswers answers = new TeacherAnswers(taught, indexes.length, unlabelled, folder);
    int views = views(plan);
    files.checkRoom((long) examples.size() * views * answers.recordBytes(), "--distill-views");
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
      for (int view = 0; view < views; view++) {
        Path path = files.file(PART, view);
        var known = FeatureFile.open(path, 1, answers.recordBytes());
        if (known.isPresent()) {
          done.accept(examples.size());
          answers.views.add(known.get());
        } else {
          Iterator<Batch> batches = loader.epoch(view);
          answers.views.add(
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
    int learned = plan.split(images).training(unlabelled).size();
    return Math.multiplyExact(learned, views(plan));
  }

  /** No more than there are epochs to show them. */
  private static int views(TrainingPlan plan) {
    return Math.min(taught(plan).views(), plan.hyperparameters().epochs());
  }

  @Override
  public List<Example> unlabelled() {
    return unlabelled;
  }

  @Override
  public float[][] answers(List<Example> examples, int epoch) {
    float[] logits = logits(epoch % views.size());
    float[][] answers = new float[examples.size()][];
    for (int i = 0; i < answers.length; i++) {
      Example example = examples.get(i);
      int from = Objects.requireNonNull(positions.get(example), example::path) * classes;
      answers[i] = softened(logits, from);
      if (Float.isNaN(answers[i][0])) {
        throw new DataSetException(
            "Expected an answer of the teacher for %s, found none, as it could not be read then; delete %s and run the same command with --resume"
                .formatted(example.path(), folder));
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
      float[][] logits = teacher.logits(batch.values(), batch.size());
      for (int i = 0; i < logits.length; i++) {
        for (int index : indexes) {
          records.putFloat(finite(logits[i][index], batch.examples().get(i)));
        }
      }
      out.write(records.array());
      batch.examples().forEach(example -> read.add(positions.get(example)));
      done.accept(batch.size());
    }
    return read.stream().mapToInt(Integer::intValue).toArray();
  }

  private static float finite(float logit, Example example) {
    if (!Float.isFinite(logit)) {
      throw new TrainingException(
          "Expected finite answers of the teacher, found %s for %s; try --precision float32, or another teacher"
              .formatted(logit, example.path()));
    }
    return logit;
  }

  /** Epochs show one view after the other, so that one is held in memory. */
  private float[] logits(int view) {
    if (view != shownView) {
      try {
        shown = read(views.get(view));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      shownView = view;
    }
    return shown;
  }

  private float[] read(FeatureFile view) throws IOException {
    float[] logits = new float[Math.multiplyExact(positions.size(), classes)];
    Arrays.fill(logits, Float.NaN);
    int[] pictures = view.pictures();
    for (int from = 0; from < pictures.length; from += PIECE) {
      int count = Math.min(PIECE, pictures.length - from);
      ByteBuffer records = ByteBuffer.allocate(count * recordBytes());
      view.read(0, from, 0, records);
      FloatBuffer values = records.flip().asFloatBuffer();
      for (int i = from; i < from + count; i++) {
        values.get(logits, pictures[i] * classes, classes);
      }
    }
    return logits;
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
}
