package io.github.gradcam.train;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.kernel.Graphs;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.op.summary.WriteImageSummary;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** An event file for TensorBoard, written by TensorFlow's own summary ops. */
public final class EventFile implements AutoCloseable {

  private static final int MAX_QUEUE = 10;
  private static final int FLUSH_MILLIS = 1000;

  private final Graph graph = Graphs.empty();
  private final Session session;
  private final Placeholder<TInt64> step;
  private final Placeholder<TString> tag;
  private final Placeholder<TFloat32> value;
  private final Placeholder<TUint8> picture;
  private final Op write;
  private final Op draw;
  private final Op flush;
  private final Op end;
  private boolean closed;

  /**
   * Begins a file; those of earlier runs in the folder stay, and TensorBoard joins them.
   *
   * @param folder made if it is missing
   */
  public EventFile(Path folder) {
    Ops tf = Ops.create(graph);
    SummaryWriter writer =
        tf.summary.summaryWriter(SummaryWriter.sharedName("events"), SummaryWriter.container(""));
    Op create =
        tf.summary.createSummaryFileWriter(
            writer,
            tf.constant(folder.toString()),
            tf.constant(MAX_QUEUE),
            tf.constant(FLUSH_MILLIS),
            tf.constant(".gradcam"));
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    tag = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    value = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    write = tf.summary.writeScalarSummary(writer, step, tag, value);
    picture = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(1, -1, -1, 3)));
    Operand<TUint8> noColour = tf.constant(new byte[4]); // for values that are not finite
    draw =
        tf.summary.writeImageSummary(
            writer, step, tag, picture, noColour, WriteImageSummary.maxImages(1L));
    flush = tf.summary.flushSummaryWriter(writer);
    end = tf.summary.closeSummaryWriter(writer);
    session = new Session(graph);
    session.run(create);
  }

  /**
   * Writes the results of an epoch.
   *
   * @param result as in {@code history.csv}
   */
  public void write(EpochResult result) {
    Map<String, Double> scalars =
        Map.of(
            "loss/training", result.loss(),
            "loss/validation", result.validationLoss(),
            "accuracy/training", result.accuracy(),
            "accuracy/validation", result.validationAccuracy(),
            "learning_rate", result.learningRate(),
            "images_per_second", result.imagesPerSecond());
    scalars.forEach((name, number) -> write(result.epoch(), name, number.floatValue()));
    session.run(flush);
  }

  /**
   * Writes images of an epoch, which TensorBoard shows with a slider over the epochs.
   *
   * @param epoch counted from 1
   * @param images by their tags, such as {@code maps/04-sea}; it adds {@code /image}
   */
  public void write(long epoch, Map<String, RgbImage> images) {
    images.forEach((name, image) -> draw(epoch, name, image));
    session.run(flush);
  }

  private void draw(long epoch, String name, RgbImage image) {
    Shape shape = Shape.of(1, image.height(), image.width(), 3);
    try (TInt64 stepTensor = TInt64.scalarOf(epoch);
        TString tagTensor = TString.scalarOf(name);
        TUint8 pixels = TUint8.tensorOf(shape, DataBuffers.of(image.pixels(), true, false))) {
      session
          .runner()
          .feed(step, stepTensor)
          .feed(tag, tagTensor)
          .feed(picture, pixels)
          .addTarget(draw)
          .run()
          .close();
    }
  }

  private void write(long epoch, String name, float number) {
    try (TInt64 stepTensor = TInt64.scalarOf(epoch);
        TString tagTensor = TString.scalarOf(name);
        TFloat32 valueTensor = TFloat32.scalarOf(number)) {
      session
          .runner()
          .feed(step, stepTensor)
          .feed(tag, tagTensor)
          .feed(value, valueTensor)
          .addTarget(write)
          .run()
          .close();
    }
  }

  /** Finishes the file; safe to call twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      session.run(end);
      session.close();
      graph.close();
    }
  }
}
