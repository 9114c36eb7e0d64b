package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.DeviceSpec;
import io.github.gradcam.model.device.Devices;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.Labels;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two models, or one that is computed in two ways. */
public final class ModelPair {

  private static final Logger LOG = LoggerFactory.getLogger(ModelPair.class);

  @Parameter(
      description =
          "A [B]: models as for --model elsewhere; B may be left out with two of --precision")
  private List<Path> models = new ArrayList<>();

  @ParametersDelegate private final DescriptionOptions description = new DescriptionOptions();

  @Parameter(
      names = "--input-size",
      description = "Rows and columns of the images, where a model does not say")
  private @Nullable Integer inputSize;

  @Parameter(
      names = "--labels",
      description = "A text file with one label per line, where a model does not say them")
  private @Nullable Path labels;

  @Parameter(
      names = "--precision",
      description =
          "float32 or mixed for both models, or that of A and that of B, such as float32,mixed")
  private String precision = "float32";

  @Parameter(
      names = "--device",
      description = "cpu, gpu, one such as gpu:1, or auto: a GPU where there is one")
  private String device = "auto";

  private @Nullable DescribedModel describedA;
  private @Nullable DescribedModel describedB;

  /**
   * Both models, ready to answer.
   *
   * @param a the one
   * @param b the other
   */
  public record Loaded(Classifier a, Classifier b) implements AutoCloseable {

    @Override
    public void close() {
      b.close();
      a.close();
    }
  }

  /** Validates the options, before anything is loaded. */
  public void check() {
    List<Precision> asked = UsageException.checked(this::precisions);
    boolean differ = asked.get(0) != asked.get(1);
    if (models.size() > 2 || models.isEmpty() || (models.size() == 1 && !differ)) {
      throw new UsageException(
          "Expected two models, or one with two of --precision such as float32,mixed, found %s"
              .formatted(models.isEmpty() ? "none" : models));
    }
    if (new SavedModelFolder(a()).isOurs() && new SavedModelFolder(b()).isOurs()) {
      description
          .given()
          .with("--input-size", inputSize)
          .with("--labels", labels)
          .refuseWith("models that gradcam wrote, which say this themselves");
    }
    UsageException.checked(() -> DeviceSpec.parse(device));
  }

  /** The path of A. */
  public Path a() {
    return models.get(0);
  }

  /** The path of B, that of A where there is one model. */
  public Path b() {
    return models.get(models.size() - 1);
  }

  /**
   * Loads both, the caller's to close. What is computed in mixed precision is not compared with
   * float32 first, as it is elsewhere: comparing is the work.
   *
   * @throws IOException if the precisions differ, and this processor computes the same for both
   */
  public Loaded load() throws IOException {
    List<Precision> asked = precisions();
    KernelRuntime.plan(
        Purpose.EXPLAINING, asked.contains(Precision.MIXED) ? Precision.MIXED : Precision.FLOAT32);
    Device where = Devices.here().chosen(DeviceSpec.parse(device), LOG::warn).get(0);
    Classifier first = describedA().load(new Execution(asked.get(0), where));
    try {
      Loaded both = new Loaded(first, describedB().load(new Execution(asked.get(1), where)));
      if (asked.get(0) != asked.get(1)
          && both.a().execution().precision() == both.b().execution().precision()) {
        both.close();
        throw new IOException(
            "Expected to compute in float32 and in mixed precision, found that mixed precision is not used here; `gradcam devices` says why");
      }
      return both;
    } catch (IOException | RuntimeException e) {
      first.close();
      throw e;
    }
  }

  /** The SHA-256 of A's files. */
  public String digestOfA() throws IOException {
    return describedA().digest();
  }

  /** The SHA-256 of B's files. */
  public String digestOfB() throws IOException {
    return describedB().digest();
  }

  /** What has to be the same for a comparison to be gone on with, by name. */
  public Map<String, Object> identity() throws IOException {
    Map<String, Object> identity = new TreeMap<>();
    List<Precision> asked = precisions();
    put(identity, "a", describedA(), asked.get(0));
    put(identity, "b", describedB(), asked.get(1));
    return identity;
  }

  private static void put(
      Map<String, Object> identity, String side, DescribedModel model, Precision precision)
      throws IOException {
    identity.put(side + ".digest", model.digest());
    identity.put(side + ".precision", precision.text());
    ModelDescription said = model.description();
    if (!said.equals(ModelDescription.NONE)) {
      identity.put(side + ".said", said.toString());
    }
  }

  private List<Precision> precisions() {
    String[] parts = precision.split(",", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException(
          "Expected one or two of --precision, found '%s'".formatted(precision));
    }
    return List.of(Precision.of(parts[0].strip()), Precision.of(parts[parts.length - 1].strip()));
  }

  private DescribedModel describedA() {
    if (describedA == null) {
      describedA = described(a());
    }
    return describedA;
  }

  private DescribedModel describedB() {
    if (describedB == null) {
      describedB = a().equals(b()) ? describedA() : described(b());
    }
    return describedB;
  }

  /** What is said holds for a model of others; one of this project says it itself. */
  private DescribedModel described(Path model) {
    ModelDescription given =
        new SavedModelFolder(model).isOurs()
            ? ModelDescription.NONE
            : description.with(
                inputSize == null ? 0 : inputSize,
                labels == null ? List.of() : Labels.read(labels));
    return new DescribedModel(model, given);
  }
}
