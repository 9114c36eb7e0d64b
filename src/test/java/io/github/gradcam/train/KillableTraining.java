package io.github.gradcam.train;

import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A program that trains six short epochs, or goes on with them; made to be killed. */
final class KillableTraining implements TrainingListener {

  static final int EPOCHS = 6;

  private final Path run;

  private KillableTraining(Path run) {
    this.run = run;
  }

  /** Trains in this process; the arguments are the data set and the folder of the training. */
  public static void main(String[] arguments) {
    train(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  static TrainingState train(Path data, Path run) {
    TrainingPlan plan = Plans.of(OptimizerKind.ADAM, 0.002f, EPOCHS, 0);
    try (ImageSet images = ImageSet.open(data, Split.TRAIN);
        Trainer trainer = new Trainer(plan, images, null, run, true, new KillableTraining(run))) {
      TrainingState state = trainer.train();
      trainer.best();
      return state;
    }
  }

  @Override
  public void stepDone(int images, double loss, double accuracy) {
    System.out.println("step");
  }

  @Override
  public void epochEnds(TrainingState state) {
    try {
      HistoryFile.write(run.resolve("history.csv"), state.history());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println("epoch " + state.epochs());
  }
}
