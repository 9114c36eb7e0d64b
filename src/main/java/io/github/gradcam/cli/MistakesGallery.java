package io.github.gradcam.cli;

import io.github.gradcam.batch.gallery.Drawing;
import io.github.gradcam.batch.gallery.ExplanationFolder;
import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.PassProgress;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.target.ClassSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains wrong answers, the most confident first, in a gallery of their own below an output
 * folder.
 *
 * @param console where progress and results go
 * @param output the folder of the command
 */
record MistakesGallery(Console console, Path output) {

  private static final int MOST = 100;
  private static final int BATCH = 8;

  /**
   * A wrong answer.
   *
   * @param photo where the image is; what is in an archive cannot be shown by a browser
   * @param truth the class that it is said to have
   * @param confidence of the answer, 0..1
   */
  record Wrong(String photo, String truth, double confidence) {}

  /** Writes images, records and {@code index.html}, if there is anything to show. */
  void write(Explainer explainer, List<Wrong> answers) throws IOException {
    Map<Path, String> truths = new LinkedHashMap<>();
    answers.stream()
        .filter(answer -> Files.isRegularFile(Path.of(answer.photo())))
        .sorted(Comparator.comparingDouble(Wrong::confidence).reversed())
        .limit(MOST)
        .forEach(answer -> truths.put(Path.of(answer.photo()), answer.truth()));
    if (truths.isEmpty()) {
      console.result("No wrong answers to show: %d, none in a file".formatted(answers.size()));
      return;
    }
    Path folder = output.resolve("mistakes");
    List<ImageInput> files = ImageInput.list(List.copyOf(truths.keySet()), folder);
    ExplanationFolder gallery =
        new ExplanationFolder(folder, Drawing.overlays(), false, truths::get);
    try (PassProgress progress = new PassProgress(console, files.size(), 1)) {
      ExplanationFolder.Outcome outcome =
          gallery.explain(
              explainer,
              new ClassSelection.Predicted(),
              files,
              Math.min(BATCH, files.size()),
              Math.min(Runtime.getRuntime().availableProcessors(), files.size()),
              progress);
      String subtitle = "The answer, and where it comes from; the true class beside the name";
      Path page = gallery.writeGallery("Wrong answers", subtitle, outcome);
      console.result(
          "Explained %d of %s; open %s"
              .formatted(outcome.explained(), Plural.of(answers.size(), "wrong answer"), page));
    }
  }
}
