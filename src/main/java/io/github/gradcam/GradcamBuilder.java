package io.github.gradcam;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.method.MethodChoice;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.explain.trial.PrecisionCheck;
import io.github.gradcam.explain.trial.SampleImages;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.DeviceSpec;
import io.github.gradcam.model.device.Devices;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.foreign.Sidecar;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.CacheFolder;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What is asked of a model. Settings take the words that the command line takes; they are checked
 * when the model is opened.
 */
public final class GradcamBuilder {

  /** What SLF4J says of itself. */
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private static final Logger LOG;

  static {
    // A program without a logger is told by Gradcam.warnings() what would be logged.
    if (System.getProperty(VERBOSITY) == null
        && ServiceLoader.load(SLF4JServiceProvider.class).findFirst().isEmpty()) {
      System.setProperty(VERBOSITY, "ERROR");
    }
    LOG = LoggerFactory.getLogger(Gradcam.class);
  }

  private final Path model;
  private String methods = MethodNames.GRAD_CAM;
  private String layers = "auto";
  private String classes = "predicted";
  private @Nullable String versus;
  private boolean counterfactual;
  private String target = "logit";
  private String formula = "pytorch-grad-cam";
  private int samples;
  private long seed = 1;
  private boolean augmented;
  private boolean eigen;
  private String fusion = "mean";
  private String precision = "float32";
  private String device = "auto";
  private int batchSize = 8;
  private String colormap = "turbo";
  private double opacity = 0.5;
  private List<String> labels = List.of();
  private int inputSize;
  private @Nullable String preprocess;
  private @Nullable String signature;
  private @Nullable String input;
  private @Nullable String logits;
  private final List<String> warnings = new ArrayList<>();

  GradcamBuilder(Path model) {
    this.model = model;
  }

  /**
   * Chooses how to explain.
   *
   * @param names of {@link MethodNames}, of methods of your own, or {@code all}; Grad-CAM unless
   *     asked for otherwise
   * @return this
   */
  public GradcamBuilder methods(String... names) {
    methods = String.join(",", names);
    return this;
  }

  /**
   * Chooses where to look.
   *
   * @param names of {@link Gradcam#layers()}, where {@code *} stands for any text; {@code auto},
   *     the default, for the last activation of at least 4 x 4, {@code stages} for the last of each
   *     size, {@code all} for all
   * @return this
   */
  public GradcamBuilder layers(String... names) {
    layers = String.join(",", names);
    return this;
  }

  /**
   * Chooses what is explained.
   *
   * @param classes a label, an index, {@code predicted} (the default), {@code top:K} or {@code all}
   * @return this
   */
  public GradcamBuilder classes(String classes) {
    this.classes = classes;
    return this;
  }

  /**
   * Shows what speaks for the class over another.
   *
   * @param other a label or an index
   * @return this
   */
  public GradcamBuilder versus(String other) {
    versus = other;
    return this;
  }

  /**
   * Draws what speaks against the class too: red for it, blue against it.
   *
   * @return this
   */
  public GradcamBuilder counterfactual() {
    counterfactual = true;
    return this;
  }

  /**
   * Chooses the score that is explained.
   *
   * @param score {@code logit}, the default, or {@code probability}, which also falls with what
   *     speaks for other classes
   * @return this
   */
  public GradcamBuilder target(String score) {
    target = score;
    return this;
  }

  /**
   * Chooses whose formula holds where a paper and the most used library differ.
   *
   * @param source {@code pytorch-grad-cam}, the default, or {@code paper}
   * @return this
   */
  public GradcamBuilder formula(String source) {
    formula = source;
    return this;
  }

  /**
   * Sets the number of random samples or steps of the methods that take some.
   *
   * @param count at least 1; each method's own unless set
   * @return this
   */
  public GradcamBuilder samples(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Expected samples of 1 or more, found " + count);
    }
    samples = count;
    return this;
  }

  /**
   * Sets the seed of what is random in a method.
   *
   * @param value 1 unless set
   * @return this
   */
  public GradcamBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Averages maps over the image and its mirror image, each with input values times 0.9, 1 and 1.1.
   *
   * @return this
   */
  public GradcamBuilder testTimeAugmentation() {
    augmented = true;
    return this;
  }

  /**
   * Takes the first principal component of what the feature maps contribute in place of its sum.
   *
   * @return this
   */
  public GradcamBuilder eigenSmooth() {
    eigen = true;
    return this;
  }

  /**
   * Chooses what becomes of the maps of several layers.
   *
   * @param way {@code mean}, the default, {@code layercam} or {@code none}: the fused map is given
   *     besides them
   * @return this
   */
  public GradcamBuilder fuse(String way) {
    fusion = way;
    return this;
  }

  /**
   * Chooses how exactly to compute.
   *
   * @param name {@code float32}, the default, or {@code mixed} for convolutions in 16 bits, where
   *     the device has them and the answers stay the same
   * @return this
   */
  public GradcamBuilder precision(String name) {
    precision = name;
    return this;
  }

  /**
   * Chooses where to compute.
   *
   * @param name {@code auto}, the default, a GPU where there is one; {@code cpu}, {@code gpu}, or
   *     one such as {@code gpu:1}
   * @return this
   */
  public GradcamBuilder device(String name) {
    device = name;
    return this;
  }

  /**
   * Sets how many images go through the network at once, for batches and files.
   *
   * @param images at least 1; 8 unless set
   * @return this
   */
  public GradcamBuilder batchSize(int images) {
    if (images < 1) {
      throw new IllegalArgumentException("Expected a batch size of 1 or more, found " + images);
    }
    batchSize = images;
    return this;
  }

  /**
   * Chooses how overlays are drawn.
   *
   * @param name of a colormap, such as {@code turbo}, the default, {@code viridis} or {@code jet}
   * @param share how much of the image the heatmap covers, 0..1; 0.5 unless set
   * @return this
   */
  public GradcamBuilder colours(String name, double share) {
    colormap = name;
    opacity = share;
    return this;
  }

  /**
   * Says what the classes of a model are called whose file does not.
   *
   * @param names in index order
   * @return this
   */
  public GradcamBuilder labels(List<String> names) {
    labels = List.copyOf(names);
    return this;
  }

  /**
   * Says the size of the images that a model takes whose file does not.
   *
   * @param pixels rows and columns
   * @return this
   */
  public GradcamBuilder inputSize(int pixels) {
    inputSize = pixels;
    return this;
  }

  /**
   * Says what was done with the pixels when the model was trained, where its file does not.
   *
   * @param name as {@code --preprocess} takes it, such as {@code caffe}, {@code torch}, {@code tf},
   *     {@code 0..1} or {@code none}
   * @return this
   */
  public GradcamBuilder preprocess(String name) {
    preprocess = name;
    return this;
  }

  /**
   * Names the ends of a network that are not found by themselves.
   *
   * @param signature of a SavedModel; null for {@code serving_default}
   * @param input the op that takes the images; null to find it
   * @param logits the op, or the output of the signature, that gives the logits; null to find it
   * @return this
   */
  public GradcamBuilder endpoints(
      @Nullable String signature, @Nullable String input, @Nullable String logits) {
    this.signature = signature;
    this.input = input;
    this.logits = logits;
    return this;
  }

  /**
   * Keeps what is found out about this machine's processor in a folder. This counts for the whole
   * process, and for the first model that it opens.
   *
   * @param folder made when it is needed; {@code ~/.cache/gradcam} unless set
   * @return this
   */
  public GradcamBuilder cache(Path folder) {
    CacheFolder.use(folder);
    return this;
  }

  /**
   * Writes no file; each process then takes some seconds to try its processor, when it opens its
   * first model. This counts for the whole process.
   *
   * @return this
   */
  public GradcamBuilder withoutCache() {
    CacheFolder.turnOff();
    return this;
  }

  /**
   * Opens the model.
   *
   * @return the model, the caller's to close
   * @throws GradcamException if the model cannot be read, is no image classifier, or does not allow
   *     a setting
   */
  public Gradcam open() {
    return GradcamException.telling(this::opened);
  }

  private Gradcam opened() {
    MethodSettings settings = new MethodSettings(Convention.of(formula), samples, seed);
    Overlay overlay = new Overlay(Colormap.of(colormap), opacity);
    TargetScore score = TargetScore.of(target);
    Fusion fused = Fusion.of(fusion);
    warnings.clear();
    Classifier classifier = classifier();
    try {
      MethodChoice choice =
          MethodChoice.of(classifier, methods, layers, settings, score, LOG::info);
      choice.warnings(classifier).forEach(this::warn);
      ExplanationPlan plan =
          choice.plan(
              versus == null ? Target.NONE : ClassSelection.parseOne(versus, classifier.labels()),
              counterfactual,
              new Smoothing(augmented, eigen),
              fused);
      ClassSelection selection = ClassSelection.parse(classes, classifier.labels());
      return new Gradcam(
          Explainer.tolerant(classifier, plan, passes -> {}),
          selection,
          overlay,
          batchSize,
          warnings);
    } catch (ModelException e) { // the model is fine, but has no such layer
      classifier.close();
      throw new IllegalArgumentException(FailureWords.of(e), e);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  private Classifier classifier() {
    Precision asked = Precision.of(precision);
    DeviceSpec spec = DeviceSpec.parse(device);
    if (!Files.exists(model)) {
      throw new ModelException("Expected a model at %s, found nothing".formatted(model));
    }
    KernelRuntime.plan(Purpose.EXPLAINING, asked);
    ModelDescription description =
        new ModelDescription(signature, input, logits, inputSize, preprocess, labels);
    boolean ours = new SavedModelFolder(model).isOurs();
    if (ours && !description.equals(ModelDescription.NONE)) {
      throw new IllegalArgumentException(
          "Expected no labels, input size, preprocessing or endpoints for a model that gradcam wrote, which says them itself; leave them out");
    }
    ModelDescription known = ours ? description : description.or(new Sidecar(model).read());
    Device where = Devices.here().chosen(spec, this::warn).get(0);
    ModelSource.Loaded loaded = new ModelSource(model, known).load(new Execution(asked, where));
    loaded.notes().forEach(this::warn);
    return checked(loaded.classifier());
  }

  private Classifier checked(Classifier classifier) {
    if (classifier.execution().precision() == Precision.FLOAT32) {
      return classifier;
    }
    SampleImages noise = SampleImages.ofNoise(classifier.card().inputSize());
    return PrecisionCheck.settled(classifier, noise.pixels(), noise.count(), this::warn);
  }

  private void warn(String sentence) {
    LOG.warn(sentence);
    warnings.add(sentence);
  }
}
