package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.batch.spark.ShippedModel;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Device;
import io.github.gradcam.model.DeviceSpec;
import io.github.gradcam.model.Devices;
import io.github.gradcam.model.Execution;
import io.github.gradcam.model.GraphFile;
import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.Precision;
import io.github.gradcam.model.SavedModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Which model, and for a frozen graph what its file does not say. */
final class ModelOptions {

  private static final String SHIPPED = "saved_model";

  /** The launcher sets it to the folder that holds the shipped model. */
  private static final String HOME = "gradcam.home";

  @Parameter(
      names = "--model",
      description = "Model folder written by `gradcam train`, or a frozen GraphDef (.pb)")
  private Path model = shippedModel();

  @Parameter(names = "--input", description = "For a .pb: the placeholder that takes the images")
  private @Nullable String input;

  @Parameter(names = "--logits", description = "For a .pb: the op that gives the logits")
  private @Nullable String logits;

  @Parameter(names = "--input-size", description = "For a .pb: rows and columns of the images")
  private int inputSize;

  @Parameter(
      names = "--preprocessing",
      description = "For a .pb: none, tf, caffe, torch, or such as bgr:104,117,123")
  private String preprocessing = "none";

  @Parameter(names = "--labels", description = "For a .pb: a text file with one label a line")
  private @Nullable Path labels;

  @Parameter(names = "--precision", description = "float32, or mixed for 16-bit convolutions")
  private String precision = "float32";

  @Parameter(
      names = "--device",
      description = "cpu, gpu, one such as gpu:1, all, or auto: a GPU where there is one")
  private String device = "auto";

  /** Loads the classifier on the first device asked for; the caller's to close. */
  Classifier load() throws IOException {
    return load(devices().get(0));
  }

  /** Loads the classifier on a device, the caller's to close. */
  Classifier load(Device where) throws IOException {
    Execution execution =
        new Execution(UsageException.checked(() -> Precision.of(precision)), where);
    if (Files.isRegularFile(model)) {
      return frozenGraph().load(execution);
    }
    return new SavedModelFolder(model).load(execution);
  }

  /** The model as it travels to other machines. */
  ShippedModel shipped() throws IOException {
    return Files.isRegularFile(model)
        ? ShippedModel.graph(frozenGraph())
        : ShippedModel.folder(model);
  }

  Precision precision() {
    return Precision.of(precision);
  }

  /** The devices asked for, at least one; says where the CPU stands in for a GPU. */
  List<Device> devices() {
    DeviceSpec spec = UsageException.checked(() -> DeviceSpec.parse(device));
    return Devices.here().chosen(spec, LoggerFactory.getLogger(ModelOptions.class)::warn);
  }

  /** What has to be the same for two runs to be about the same model, by name. */
  Map<String, Object> identity() throws IOException {
    Map<String, Object> identity = new TreeMap<>();
    identity.put("model", model.toString());
    identity.put("digest", digest());
    identity.put("precision", precision);
    if (Files.isRegularFile(model)) {
      identity.put("input", String.valueOf(input));
      identity.put("logits", String.valueOf(logits));
      identity.put("inputSize", inputSize);
      identity.put("preprocessing", preprocessing);
      identity.put("labels", String.valueOf(labels));
    }
    return identity;
  }

  /** The SHA-256 of the network's file. */
  String digest() throws IOException {
    Path file = Files.isRegularFile(model) ? model : model.resolve("saved_model.pb");
    return FileDigest.sha256(file);
  }

  /** The model's path. */
  Path path() {
    return model;
  }

  private static Path shippedModel() {
    Path here = Path.of(SHIPPED);
    String home = System.getProperty(HOME);
    return home == null || Files.exists(here) ? here : Path.of(home, SHIPPED);
  }

  private GraphFile frozenGraph() throws IOException {
    if (logits == null) {
      throw new ModelException(
          "Expected --logits with the frozen graph %s, found none; give the op before the softmax"
              .formatted(model));
    }
    List<String> names =
        labels == null
            ? List.of()
            : Files.readAllLines(labels).stream().filter(line -> !line.isBlank()).toList();
    return new GraphFile(
        model, input, logits, inputSize, Normalization.parse(preprocessing), names);
  }
}
