package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.training.EpochWatch;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.report.plot.HistoryPlot;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.EventFile;
import io.github.gradcam.train.HistoryFile;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingState;
import io.github.gradcam.train.data.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows a training: a bar a step, a line an epoch, and the files in its folder. */
final class TrainingReport implements TrainingListener, AutoCloseable {

  private final Console console;
  private final Path folder;
  private final TrainingPlan plan;
  private final EventFile events;
  private final EpochWatch watch;
  private @Nullable Progress bar;
  private @Nullable EpochResult last;

  TrainingReport(Console console, Path folder, TrainingPlan plan, EpochWatch watch) {
    this.console = console;
    this.folder = folder;
    this.plan = plan;
    this.watch = watch;
    this.events = new EventFile(folder.resolve("tensorboard"));
  }

  @Override
  public void epochBegins(int epoch, int epochs, int steps) {
    if (epoch == 1) {
      watch.begin();
    }
    long images = (long) steps * plan.hyperparameters().batchSize();
    bar = console.progress("Epoch %d/%d".formatted(epoch, epochs), images, "images");
  }

  @Override
  public void stepDone(int images, double loss, double accuracy) {
    if (bar != null) {
      bar.step(images);
      bar.say(" loss %.3f accuracy %.3f".formatted(loss, accuracy));
    }
  }

  @Override
  public void epochEnds(TrainingState state) {
    close(bar);
    write(state);
    List<EpochResult> history = state.history();
    EpochResult result = history.get(history.size() - 1);
    last = result;
    events.write(result);
    console.note(line(result, history));
  }

  @Override
  public void learned(int epoch, Supplier<Map<String, WeightArray>> weights) {
    if (last != null) {
      watch.learned(last, weights, events);
    }
  }

  /** Writes the history and its plots. */
  void write(TrainingState state) {
    List<EpochResult> history = state.history();
    try {
      HistoryFile.write(folder.resolve("history.csv"), history);
      plot("loss", history, EpochResult::loss, EpochResult::validationLoss);
      plot("accuracy", history, EpochResult::accuracy, EpochResult::validationAccuracy);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the history to " + folder, e);
    }
  }

  /** Tells how many images could not be read. */
  void skipped(List<Skipped> training, List<Skipped> validation) {
    int count = training.size() + validation.size();
    if (count > 0) {
      console.note("Skipped %d images that could not be read:".formatted(count));
      Stream.concat(training.stream(), validation.stream())
          .forEach(skipped -> console.note("  " + skipped.path() + ": " + skipped.reason()));
    }
  }

  @Override
  public void close() {
    close(bar);
    events.close();
    watch.finish();
  }

  private static void close(@Nullable Progress progress) {
    if (progress != null) {
      progress.close();
    }
  }

  private String line(EpochResult last, List<EpochResult> history) {
    double mean = history.stream().mapToDouble(EpochResult::seconds).average().orElse(0);
    int epochs = plan.hyperparameters().epochs();
    Duration left = Duration.ofSeconds(Math.round(mean * (epochs - last.epoch())));
    return ("epoch %d/%d  loss %.4f  accuracy %.4f  validation loss %.4f  accuracy %.4f"
            + "  %.0f images/s  waited %.1f %%  %d:%02d:%02d left")
        .formatted(
            last.epoch(),
            epochs,
            last.loss(),
            last.accuracy(),
            last.validationLoss(),
            last.validationAccuracy(),
            last.imagesPerSecond(),
            100 * last.waitShare(),
            left.toHours(),
            left.toMinutesPart(),
            left.toSecondsPart());
  }

  private void plot(
      String name,
      List<EpochResult> history,
      ToDoubleFunction<EpochResult> training,
      ToDoubleFunction<EpochResult> validation)
      throws IOException {
    Map<String, double[]> series = new LinkedHashMap<>();
    series.put("training (augmented)", history.stream().mapToDouble(training).toArray());
    series.put("validation", history.stream().mapToDouble(validation).toArray());
    String title = plan.architecture() + ": " + name;
    HistoryPlot.write(folder.resolve(name + ".png"), title, name, series);
  }
}
