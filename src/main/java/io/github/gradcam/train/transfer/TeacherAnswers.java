package io.github.gradcam.train.transfer;

import io.github.gradcam.model.Classifier;
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

  private static final int NONE = -1;

  private static final String PART = "answers";

  /** Images whose features are read at once. */
  private static final int PIECE = 256;

  /** What answers depend on; those of another key are not the same. */
  private record Key(
      String teacher,
      List<String> teacherLabels,
      int teacherInput,
      String teacherPixels,
      String teacherLogits,
      String teacherFeatures,
      List<String> labels,
      String precision,
      Augmentation augmentation,
      long seed,
      String pictures) {}

  private final TeacherPlan plan;
  private final int classes;
  private final float[] means;
  private final List<Example> unlabelled;
  private final Path folder;
  private final Map<Example, Integer> positions = new HashMap<>();
  private final List<FeatureFile> views = new ArrayList<>();

  /** What features are divided by. */
  private double deviation = 1;

  /** Where in the file of the view that is shown each image has its answer, or {@link #NONE}. */
  private int[] places = {};

  private int shownView = -1;

  private TeacherAnswers(
      TeacherPlan plan, int classes, int features, List<Example> unlabelled, Path folder) {
    this.plan = plan;
    this.classes = classes;
    this.means = new float[features];
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
    TeacherOutput output = TeacherOutput.of(teacher, plan.labels(), taught.featureWeight() > 0);
    List<Example> examples = plan.split(images).training(unlabelled);
    Key key =
        new Key(
            taught.digest(),
            teacher.labels(),
            teacher.card().inputSize(),
            teacher.card().preprocessing(),
            teacher.logits().op().name(),
            output.layer(),
            plan.labels(),
            plan.precision().name(),
            plan.augmentation(),
            plan.seed(),
            FeatureKey.digest(List.of(examples)));
    FeatureFolder files = FeatureFolder.of(folder, key);
    TeacherAnswers answers =
        new TeacherAnswers(taught, plan.labels().size(), output.features(), unlabelled, folder);
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
                  out -> answers.compute(output, batches, out, done)));
        }
      }
    }
    answers.standardise();
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
  public int features() {
    return means.length;
  }

  @Override
  public float[][] answers(List<Example> examples, int epoch) {
    show(epoch % views.size());
    float[][] answers = new float[examples.size()][];
    for (int i = 0; i < answers.length; i++) {
      Example example = examples.get(i);
      int place = places[Objects.requireNonNull(positions.get(example), example::path)];
      if (place == NONE) {
        throw new DataSetException(
            "Expected an answer of the teacher for %s, found none, as it could not be read then; delete %s and run the same command with --resume"
                .formatted(example.path(), folder));
      }
      answers[i] = row(read(views.get(shownView), place, 1));
    }
    return answers;
  }

  /** softmax(t / T), then the features in their units. */
  private float[] row(FloatBuffer known) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      highest = Math.max(highest, known.get(c));
    }
    double[] powers = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      powers[c] = Math.exp((known.get(c) - highest) / plan.temperature());
      sum += powers[c];
    }
    float[] row = new float[classes + means.length];
    for (int c = 0; c < classes; c++) {
      row[c] = (float) (powers[c] / sum);
    }
    for (int k = 0; k < means.length; k++) {
      row[classes + k] = (float) ((known.get(classes + k) - means[k]) / deviation);
    }
    return row;
  }

  /** Finds what features are measured by: means and mean variance in the first view. */
  private void standardise() {
    int features = means.length;
    double[] sums = new double[features];
    double squares = 0;
    FeatureFile first = views.get(0);
    int count = first.pictures().length;
    for (int from = 0; from < count && features > 0; from += PIECE) {
      int piece = Math.min(PIECE, count - from);
      FloatBuffer known = read(first, from, piece);
      for (int i = 0; i < piece; i++) {
        for (int k = 0; k < features; k++) {
          double value = known.get(i * (classes + features) + classes + k);
          sums[k] += value;
          squares += value * value;
        }
      }
    }
    double variances = squares / count;
    for (int k = 0; k < features; k++) {
      double mean = sums[k] / count;
      means[k] = (float) mean;
      variances -= mean * mean;
    }
    deviation = Math.sqrt(Math.max(variances / features, Double.MIN_NORMAL));
  }

  private int recordBytes() {
    return (classes + means.length) * Float.BYTES;
  }

  private int[] compute(
      TeacherOutput teacher, Iterator<Batch> batches, OutputStream out, IntConsumer done)
      throws IOException {
    List<Integer> read = new ArrayList<>();
    while (batches.hasNext()) {
      Batch batch = batches.next();
      ByteBuffer records = ByteBuffer.allocate(batch.size() * recordBytes());
      float[][] answers = teacher.rows(batch);
      for (int i = 0; i < answers.length; i++) {
        for (float answer : answers[i]) {
          records.putFloat(finite(answer, batch.examples().get(i)));
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

  private void show(int view) {
    if (view != shownView) {
      places = new int[positions.size()];
      Arrays.fill(places, NONE);
      int[] pictures = views.get(view).pictures();
      for (int place = 0; place < pictures.length; place++) {
        places[pictures[place]] = place;
      }
      shownView = view;
    }
  }

  private FloatBuffer read(FeatureFile view, int from, int count) {
    ByteBuffer records = ByteBuffer.allocate(count * recordBytes());
    try {
      view.read(0, from, 0, records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records.flip().asFloatBuffer();
  }

  private static TeacherPlan taught(TrainingPlan plan) {
    return Objects.requireNonNull(plan.teacher(), "a plan with a teacher");
  }
}
