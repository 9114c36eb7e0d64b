package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.batch.input.ImageInputs;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.BackboneOptions;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.EpochOptions;
import io.github.gradcam.cli.option.TeacherOptions;
import io.github.gradcam.cli.option.TrainingOptions;
import io.github.gradcam.cli.training.EpochWatch;
import io.github.gradcam.cli.training.TrainedCard;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import io.github.gradcam.model.layer.Architecture;
import io.github.gradcam.model.layer.NetworkSummary;
import io.github.gradcam.train.Teacher;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingKernels;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Split;
import io.github.gradcam.train.transfer.TeacherAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trains a network and writes the model. */
@Parameters(commandDescription = "Train a network on folders of images and write the model")
final class TrainCommand implements Command {

  private static final String PREPROCESSING = "RGB 0..255, x / 127.5 - 1, inside the model";

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final TrainingOptions options = new TrainingOptions();
  @ParametersDelegate private final BackboneOptions backbone = new BackboneOptions();
  @ParametersDelegate private final EpochOptions epochs = new EpochOptions();
  @ParametersDelegate private final TeacherOptions teacher = new TeacherOptions();

  @Parameter(
      names = "--data",
      required = true,
      description = "The Intel scenes as unzipped or zipped, or a folder with one folder per class")
  private @Nullable Path data; // JCommander sees to it that it is given

  @Parameter(
      names = "--output",
      description = "Folder for checkpoints, history.csv, plots and TensorBoard events")
  private Path output = Path.of("runs", "training");

  @Parameter(
      names = "--model",
      description = "Folder for the finished model (default: saved_model in --output)")
  private @Nullable Path model;

  @Parameter(
      names = "--exclude",
      description = "A list of images to leave out, such as the CSV that a report exports")
  private @Nullable Path exclude;

  @Parameter(names = "--resume", description = "Go on from the last checkpoint in --output")
  private boolean resume;

  @Override
  public String name() {
    return "train";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    epochs.check();
    Path source = Objects.requireNonNull(data, "--data");
    Path folder = model == null ? output.resolve("saved_model") : model;
    KernelRuntime.plan(Purpose.TRAINING, options.precision());
    try (ImageSet all = ImageSet.open(source, Split.TRAIN)) {
      Set<String> left = exclude == null ? Set.of() : listed(exclude);
      ImageSet images = exclude == null ? all : without(console, all, left);
      Files.createDirectories(output);
      if (backbone.given()) {
        teacher.refuseWith("--backbone");
        new BackboneTraining(console, backbone, options, epochs, output, resume)
            .run(images, folder, dataWords(source));
      } else {
        taught(console, images, left, folder, dataWords(source));
      }
    }
    return DONE;
  }

  private static Set<String> listed(Path list) throws IOException {
    Set<String> paths = new LinkedHashSet<>();
    ImageInputs.listed(list).forEach(entry -> paths.add(entry.path()));
    return paths;
  }

  /** Names that are not there are counted: a list may be of more than this data. */
  private ImageSet without(Console console, ImageSet all, Set<String> paths) {
    ImageSet left = all.without(paths);
    console.note(
        "Leaving out %,d of %s that %s names%s"
            .formatted(
                left.excluded(),
                Plural.of(paths.size(), "image"),
                exclude,
                left.excluded() == paths.size() ? "" : "; the others are not in --data"));
    return left;
  }

  /** As options. */
  private String dataWords(Path source) {
    return exclude == null ? source.toString() : "%s --exclude %s".formatted(source, exclude);
  }

  private void taught(
      Console console, ImageSet images, Set<String> excluded, Path folder, String source)
      throws IOException {
    TrainingPlan alone = options.plan(images.labels(), images.excluded(), null);
    if (!teacher.given()) {
      prepare(alone);
      train(console, images, null, alone, folder, source);
      return;
    }
    Path more = teacher.unlabelled();
    try (ImageSet others = more == null ? null : ImageSet.open(more, Split.PREDICT)) {
      Set<String> unseen = new LinkedHashSet<>(excluded);
      alone.split(images).validation().forEach(held -> unseen.add(held.path()));
      List<Example> unlabelled = others == null ? List.of() : others.unlabelled(unseen);
      if (others != null && unlabelled.size() < others.examples().size()) {
        console.note(
            "Leaving out %,d of %s of --unlabelled, which are held back or excluded"
                .formatted(
                    others.examples().size() - unlabelled.size(),
                    Plural.of(others.examples().size(), "image")));
      }
      TrainingPlan plan =
          options.plan(images.labels(), images.excluded(), teacher.plan(unlabelled.size()));
      prepare(plan);
      TeacherAnswers answers = answers(console, images, unlabelled, plan);
      train(console, images, answers, plan, folder, "%s %s".formatted(source, teacher.words()));
    }
  }

  /** Before anything else computes, which would settle the kernels for other work. */
  private void prepare(TrainingPlan plan) {
    Trainer.check(plan, output, resume);
    TrainingKernels.settle(plan);
  }

  private TeacherAnswers answers(
      Console console, ImageSet images, List<Example> unlabelled, TrainingPlan plan)
      throws IOException {
    int views = TeacherAnswers.count(plan, images, unlabelled);
    try (Classifier network = teacher.load(plan.precision());
        Progress progress = console.progress("Answers of the teacher", views, "views")) {
      return TeacherAnswers.of(
          network, plan, images, unlabelled, output.resolve("teacher"), progress::step);
    }
  }

  private void train(
      Console console,
      ImageSet images,
      @Nullable Teacher answers,
      TrainingPlan plan,
      Path folder,
      String source)
      throws IOException {
    TrainingOptions.doubt(plan).ifPresent(console::note);
    int others = answers == null ? 0 : answers.unlabelled().size();
    console.note(
        "Training %s on %d images of %d classes: %s%s"
            .formatted(
                plan.architecture(),
                images.examples().size(),
                images.labels().size(),
                String.join(", ", images.labels()),
                others == 0 ? "" : "; and on %d without labels".formatted(others)));
    TrainedCard card =
        new TrainedCard(
            options.command(source, "--architecture " + plan.architecture(), plan),
            answers == null ? Optional.empty() : teacher.origin(),
            PREPROCESSING,
            NetworkSummary.of(
                    Architecture.of(plan.architecture()), plan.labels().size(), plan.inputSize())
                .parameters(),
            null);
    TrainingRun run =
        TrainingRun.of(
            console,
            output,
            plan,
            EpochWatch.of(
                console,
                epochs,
                output,
                plan,
                images,
                card,
                weights -> Classifier.frozen(weights, plan.draft(), Precision.FLOAT32)),
            report -> new Trainer(plan, images, answers, output, resume, report));
    try (Classifier classifier =
        Classifier.frozen(run.best().weights(), run.draft(), Precision.FLOAT32)) {
      run.export(console, classifier, folder, card);
    }
  }
}
