package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.spark.ShippedModel;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.explain.trial.FastestWay;
import io.github.gradcam.explain.trial.PrecisionCheck;
import io.github.gradcam.explain.trial.SampleImages;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.DeviceSpec;
import io.github.gradcam.model.device.Devices;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.Labels;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which model, and for a frozen graph what its file does not say. */
public final class ModelOptions {

  private static final Logger LOG = LoggerFactory.getLogger(ModelOptions.class);
  private static final String SHIPPED = "saved_model";

  /** The launcher sets it to the folder that holds the shipped model. */
  private static final String HOME = "gradcam.home";

  @Parameter(
      names = "--model",
      description =
          "A SavedModel folder, a frozen graph (.pb), or a file of Keras (.keras, .h5), ONNX (.onnx) or TensorFlow Lite (.tflite)")
  private Path model = shippedModel();

  @ParametersDelegate private final DescriptionOptions description = new DescriptionOptions();

  @Parameter(
      names = "--input-size",
      description = "Rows and columns of the images, where the model does not say")
  private @Nullable Integer inputSize;

  @Parameter(names = "--labels", description = "A text file with one label per line")
  private @Nullable Path labels;

  @Parameter(names = "--precision", description = "float32, or mixed for 16-bit convolutions")
  private String precision = "float32";

  @Parameter(
      names = "--device",
      description = "cpu, gpu, one such as gpu:1, all, or auto: a GPU where there is one")
  private String device = "auto";

  private @Nullable DescribedModel described;

  /**
   * Begins to load the native libraries, which takes longer than all else, while this thread goes
   * on. What goes wrong is found again by who needs them.
   */
  public void prepare() {
    plannedPrecision();
    Thread loader = new Thread(ModelOptions::loadLibraries, "libraries");
    loader.setDaemon(true);
    loader.start();
  }

  private static void loadLibraries() {
    try {
      Graphs.prepare();
      ImageFiles.prepare();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Libraries were not loaded ahead", e);
    }
  }

  /**
   * Settles kernels and threads for a long job on the processor, before anything is loaded.
   *
   * @param isLong whether it is worth some seconds of trying; asked only if need be
   */
  public void settle(FastestWay.Work work, BooleanSupplier isLong) throws IOException {
    Precision asked = plannedPrecision();
    DeviceSpec spec = UsageException.checked(() -> DeviceSpec.parse(device));
    if (Devices.here().isProcessor(spec) && Files.exists(model)) {
      FastestWay way = new FastestWay(model, described().description(), this::digest, asked);
      way.settle(work, isLong);
    }
  }

  /** Loads the classifier on the first device asked for; the caller's to close. */
  public Classifier load() throws IOException {
    return load(devices().get(0));
  }

  /** Loads the classifier on a device, the caller's to close; says what was assumed. */
  public Classifier load(Device where) throws IOException {
    return load(new Execution(plannedPrecision(), where));
  }

  /** Loads the classifier as it is to be computed, the caller's to close. */
  public Classifier load(Execution execution) {
    return load(described(), execution);
  }

  /**
   * Loads a classifier, the caller's to close. One that is to compute in mixed precision is
   * compared with float32 first, and computes in that if it differs too much.
   */
  static Classifier load(DescribedModel model, Execution execution) {
    Classifier classifier = model.load(execution);
    if (classifier.execution().precision() == Precision.FLOAT32) {
      return classifier;
    }
    SampleImages pictures = SampleImages.of(classifier.card().inputSize(), home());
    return PrecisionCheck.settled(classifier, pictures.pixels(), pictures.count(), LOG::warn);
  }

  /** Kernels are chosen for what is done most. */
  private Precision plannedPrecision() {
    Precision asked = UsageException.checked(this::precision);
    KernelRuntime.plan(Purpose.EXPLAINING, asked);
    return asked;
  }

  /** Whether this program wrote the model. */
  public boolean isOurs() {
    return new SavedModelFolder(model).isOurs();
  }

  /** The model as it travels to other machines. */
  ShippedModel shipped() throws IOException {
    if (isOurs()) {
      return ShippedModel.folder(model);
    }
    try (Classifier classifier = load(Device.CPU)) {
      return ShippedModel.of(classifier);
    }
  }

  /**
   * Loads the classifier in float32 on the processor, the caller's to close; says what was assumed.
   *
   * @param own is given the file's own graph where the model is an ONNX file
   */
  public Classifier load(Consumer<OnnxNetwork> own) {
    plannedPrecision();
    return described().load(new Execution(Precision.FLOAT32, Device.CPU), own);
  }

  Precision precision() {
    return Precision.of(precision);
  }

  /** The devices asked for, at least one; says where the CPU stands in for a GPU. */
  public List<Device> devices() {
    plannedPrecision();
    DeviceSpec spec = UsageException.checked(() -> DeviceSpec.parse(device));
    return Devices.here().chosen(spec, LOG::warn);
  }

  /** What has to be the same for two runs to be about the same model, by name. */
  public Map<String, Object> identity() throws IOException {
    Map<String, Object> identity = new TreeMap<>();
    identity.put("model", model.toString());
    identity.put("digest", digest());
    identity.put("precision", precision);
    ModelDescription said = described().description();
    if (!said.equals(ModelDescription.NONE)) {
      putIfSaid(identity, "signature", said.signature());
      putIfSaid(identity, "input", said.input());
      putIfSaid(identity, "logits", said.logits());
      identity.put("inputSize", said.inputSize());
      putIfSaid(identity, "preprocess", said.preprocess());
      identity.put("labels", Integer.toHexString(said.labels().hashCode()));
    }
    return identity;
  }

  private static void putIfSaid(Map<String, Object> identity, String name, @Nullable String said) {
    if (said != null) {
      identity.put(name, said);
    }
  }

  /** The SHA-256 of the network's files. */
  public String digest() throws IOException {
    return described().digest();
  }

  /** Takes the model of a path, whatever was said before. */
  public void choose(Path path) {
    model = path;
  }

  /** The model's path. */
  public Path path() {
    return model;
  }

  /** The model that ships: of this folder, or beside the program. */
  static Path shippedModel() {
    Path here = Path.of(SHIPPED);
    return Files.exists(here) ? here : home().resolve(SHIPPED);
  }

  /** The folder that holds what ships. */
  static Path home() {
    return Path.of(System.getProperty(HOME, ""));
  }

  /** The one model, with what is said of it. */
  private DescribedModel described() {
    if (described == null) {
      if (isOurs()) {
        description
            .given()
            .with("--input-size", inputSize)
            .with("--labels", labels)
            .refuseWith("a model that gradcam wrote, which says this itself");
      }
      ModelDescription given =
          description.with(
              inputSize == null ? 0 : inputSize, labels == null ? List.of() : Labels.read(labels));
      described = new DescribedModel(model, given);
    }
    return described;
  }
}
