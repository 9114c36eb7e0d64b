package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.TeacherPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which network's answers are learned from, and how much they count. */
public final class TeacherOptions {

  @Parameter(
      names = "--teacher",
      description =
          "A model of the same classes whose answers are learned too; what its file does not say is taken from what evaluate or explain was told of it")
  private @Nullable Path teacher;

  @Parameter(
      names = "--unlabelled",
      description = "Images without labels, to learn the answers of --teacher from")
  private @Nullable Path unlabelled;

  @Parameter(
      names = "--distill-weight",
      description =
          "How much the answers of --teacher count against the labels, above 0 and up to 1 (default: 0.7)")
  private @Nullable Float weight;

  @Parameter(
      names = "--distill-temperature",
      description = "What both networks' logits are divided by for that (default: 2)")
  private @Nullable Float temperature;

  @Parameter(
      names = "--distill-features",
      description =
          "How much the means of the last feature maps of --teacher count, 0 for not at all (default: 10)")
  private @Nullable Float featureWeight;

  @Parameter(
      names = "--distill-views",
      description =
          "Random crops of each image that --teacher answers once; epochs show them in turns (default: 12)")
  private @Nullable Integer views;

  /** Whether there is one; refuses the other options where there is none. */
  public boolean given() {
    if (teacher == null) {
      options().refuseWithout("--teacher");
    }
    return teacher != null;
  }

  /** Refuses all of them with another option. */
  public void refuseWith(String other) {
    new GivenOptions().with("--teacher", teacher).refuseWith(other);
    options().refuseWith(other);
  }

  /** A folder of images without labels, null where there is none. */
  public @Nullable Path unlabelled() {
    return unlabelled;
  }

  /** Loads it, the caller's to close. */
  public Classifier load(Precision precision) {
    return described().load(Execution.of(precision));
  }

  /** What a training takes from it. */
  public TeacherPlan plan(int unlabelledImages) throws IOException {
    return new TeacherPlan(
        String.valueOf(path().getFileName()),
        described().digest(),
        described().pixels(),
        Objects.requireNonNullElse(weight, 0.7f),
        Objects.requireNonNullElse(temperature, 2f),
        Objects.requireNonNullElse(featureWeight, 10f),
        Objects.requireNonNullElse(views, 12),
        unlabelledImages);
  }

  /** The command that trained it, where it is a model of this project whose card says so. */
  public Optional<String> origin() {
    SavedModelFolder folder = new SavedModelFolder(path());
    return folder.isOurs()
        ? Optional.ofNullable(folder.card().training().get("command")).map(Object::toString)
        : Optional.empty();
  }

  /** The options that were given, as on a command line. */
  public String words() {
    return "%s %s"
        .formatted(new GivenOptions().with("--teacher", teacher).words(), options().words())
        .strip();
  }

  private GivenOptions options() {
    return new GivenOptions()
        .with("--unlabelled", unlabelled)
        .with("--distill-weight", weight)
        .with("--distill-temperature", temperature)
        .with("--distill-features", featureWeight)
        .with("--distill-views", views);
  }

  private Path path() {
    return Objects.requireNonNull(teacher, "--teacher");
  }

  private DescribedModel described() {
    return new DescribedModel(path(), ModelDescription.NONE);
  }
}
