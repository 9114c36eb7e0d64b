package io.github.gradcam;

import io.github.gradcam.batch.ExplanationPipeline;
import io.github.gradcam.batch.ImageRenderer;
import io.github.gradcam.batch.gallery.ExplanationWords;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A model that is open, and what is asked of it. Any image classifier of convolutions will do: a
 * SavedModel, a frozen graph, or a file of Keras, ONNX or TensorFlow Lite.
 *
 * <pre>{@code
 * try (Gradcam net = Gradcam.open(Path.of("net.keras"))) {
 *   Explained e = net.explain(ImageIO.read(photo));
 *   System.out.println(e.label() + " " + e.probability() + " " + e.diagnosis());
 *   ImageIO.write(e.overlay(), "png", out);
 * }
 * }</pre>
 *
 * <p>Opening takes a second or more; explaining takes tens of milliseconds. Safe for several
 * threads. It holds memory outside the Java heap until it is closed.
 */
public final class Gradcam implements AutoCloseable {

  private final Classifier classifier;
  private final Explainer explainer;
  private final ClassSelection selection;
  private final Overlay overlay;
  private final int batchSize;
  private final List<String> warnings;
  private final ExplanationWords words;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private final Set<FileStream> streams = ConcurrentHashMap.newKeySet();
  private boolean closed;

  Gradcam(
      Explainer explainer,
      ClassSelection selection,
      Overlay overlay,
      int batchSize,
      List<String> warnings) {
    this.explainer = explainer;
    this.classifier = explainer.classifier();
    this.selection = selection;
    this.overlay = overlay;
    this.batchSize = batchSize;
    this.warnings = List.copyOf(warnings);
    this.words = new ExplanationWords(classifier.labels());
  }

  /**
   * Opens a model to explain the class that it predicts by Grad-CAM at the layer that suits best.
   *
   * @param model a SavedModel folder, a frozen graph (.pb), or a file of Keras (.keras, .h5), ONNX
   *     (.onnx) or TensorFlow Lite (.tflite)
   * @return the model, the caller's to close
   * @throws GradcamException if it cannot be read, or is no image classifier
   */
  public static Gradcam open(Path model) {
    return builder(model).open();
  }

  /**
   * Begins to say what is asked of a model.
   *
   * @param model a SavedModel folder, a frozen graph (.pb), or a file of Keras (.keras, .h5), ONNX
   *     (.onnx) or TensorFlow Lite (.tflite)
   * @return settings as they are for {@link #open(Path)}
   */
  public static GradcamBuilder builder(Path model) {
    return new GradcamBuilder(model);
  }

  /**
   * Lists the methods, those of jars on the class path among them.
   *
   * @return names that {@link GradcamBuilder#methods} takes
   */
  public static List<String> methodNames() {
    return new Methods(MethodSettings.DEFAULT)
        .all().stream().map(ExplanationMethod::name).map(Methods::key).toList();
  }

  /** {@return the labels of the classes, in index order} */
  public List<String> labels() {
    return classifier.labels();
  }

  /**
   * {@return what people should know of this model and these settings, such as a preprocessing that
   * was assumed, or a layer too coarse to tell where something is; logged as well; sentences; none
   * where nothing is in doubt}
   */
  public List<String> warnings() {
    return warnings;
  }

  /** {@return rows and columns of the network's input; images of any size are resized to it} */
  public int inputSize() {
    return classifier.card().inputSize();
  }

  /** {@return the layers at which a heatmap can be made, first to last} */
  public List<NetworkLayer> layers() {
    return classifier.layers().stream().filter(HeatmapLayer::spatial).map(Gradcam::layer).toList();
  }

  private static NetworkLayer layer(HeatmapLayer layer) {
    return new NetworkLayer(layer.name(), layer.height(), layer.width(), layer.channels());
  }

  /**
   * Explains an image.
   *
   * @param image of any size, as {@link InputImage#of} takes it
   * @return the first of {@link #explainAll}
   * @throws GradcamException if the device has too little memory
   * @throws IllegalStateException if the model is closed
   */
  public Explained explain(BufferedImage image) {
    return explain(InputImage.of(image));
  }

  /**
   * Explains an image file.
   *
   * @param file as {@link InputImage#read} takes it
   * @return the first of {@link #explainAll}
   * @throws GradcamException if it cannot be read, or the device has too little memory
   * @throws IllegalStateException if the model is closed
   */
  public Explained explain(Path file) {
    return explain(InputImage.read(file));
  }

  /**
   * Explains the content of an image file.
   *
   * @param file as {@link InputImage#decode} takes it
   * @return the first of {@link #explainAll}
   * @throws GradcamException if it is no image, or the device has too little memory
   * @throws IllegalStateException if the model is closed
   */
  public Explained explain(byte[] file) {
    return explain(InputImage.decode(file));
  }

  /**
   * Explains an image.
   *
   * @param image of any size
   * @return the first of {@link #explainAll}
   * @throws GradcamException if the device has too little memory
   * @throws IllegalStateException if the model is closed
   */
  public Explained explain(InputImage image) {
    return explainAll(image).get(0);
  }

  /**
   * Explains an image for each class, by each method, at each layer that was asked for.
   *
   * @param image of any size
   * @return class by class, each method by method, each layer by layer, the fused map last
   * @throws GradcamException if the device has too little memory
   * @throws IllegalStateException if the model is closed
   */
  public List<Explained> explainAll(InputImage image) {
    return explainBatch(List.of(image)).get(0);
  }

  /**
   * Explains images, several in each forward and backward pass.
   *
   * @param images of any sizes
   * @return for each image what {@link #explainAll} gives
   * @throws GradcamException if the device has too little memory for a batch
   * @throws IllegalStateException if the model is closed
   */
  public List<List<Explained>> explainBatch(List<InputImage> images) {
    List<List<Explained>> explained = new ArrayList<>();
    for (int start = 0; start < images.size(); start += batchSize) {
      List<InputImage> batch = images.subList(start, Math.min(start + batchSize, images.size()));
      List<List<Explanation>> answers =
          using(() -> explainer.explain(pixels(batch), batch.size(), selection));
      for (int i = 0; i < batch.size(); i++) {
        explained.add(explained(batch.get(i), answers.get(i)));
      }
    }
    return List.copyOf(explained);
  }

  private List<Explained> explained(InputImage image, List<Explanation> explanations) {
    return explanations.stream().map(each -> new Explained(image, each, words, overlay)).toList();
  }

  private byte[] pixels(List<InputImage> batch) {
    return InputPixels.joined(batch.stream().map(each -> each.input(inputSize())).toList());
  }

  /**
   * Explains files while they are read: threads decode ahead, and the network works on batches. A
   * file that cannot be read does not stop the others.
   *
   * @param files image files, as {@link InputImage#read} takes them
   * @return one result for each, in their order; the work begins with the first that is asked for,
   *     and keeps a few ahead of the reader. Close it if you do not read it to its end.
   * @throws IllegalStateException if the model is closed
   */
  public Stream<ExplainedFile> explainFiles(List<Path> files) {
    int threads = Runtime.getRuntime().availableProcessors();
    ImageRenderer<List<Explained>> renderer =
        (photo, explanations) -> explained(InputImage.of(photo), explanations);
    FileStream stream =
        new FileStream(
            List.copyOf(files),
            new ExplanationPipeline<>(explainer, selection, batchSize, threads, renderer),
            streams::remove);
    using(() -> streams.add(stream));
    return StreamSupport.stream(
            Spliterators.spliterator(
                stream, files.size(), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(stream::close);
  }

  /** While this runs, the network stays open. */
  private <T> T using(GradcamException.Work<T> work) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("Expected an open model, found it closed");
      }
      return GradcamException.telling(work);
    } finally {
      use.readLock().unlock();
    }
  }

  /** Releases the network once nothing runs any more; safe to call twice. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        streams.forEach(FileStream::close);
        explainer.close();
        classifier.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
