package io.github.gradcam.cli.training;

import io.github.gradcam.batch.gallery.ImageInput;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chooses the images whose maps are made while a network learns. */
final class WatchedImages {

  private static final int MOST = 24;

  private WatchedImages() {}

  /** One a class of those held back: the first by name that can be read. */
  static List<WatchedImage> heldBack(Console console, ImageSet images, TrainingPlan plan) {
    List<Example> held = plan.split(images).validation();
    List<WatchedImage> chosen = new ArrayList<>();
    Set<Integer> classes = new HashSet<>();
    for (Example example : held) {
      int label = example.classIndex();
      if (classes.size() < MOST && !classes.contains(label)) {
        try {
          RgbImage image = ImageFiles.decode(images.read(example), example.path());
          String name = "%02d-%s".formatted(label, plan.labels().get(label));
          chosen.add(WatchedImage.of(name, label, image, plan.inputSize()));
          classes.add(label);
        } catch (IOException | ImageReadException e) {
          console.note("Not explained: %s: %s".formatted(example.path(), FailureWords.of(e)));
        }
      }
    }
    return chosen;
  }

  /**
   * Those of a folder, for the class that the folder of an image is named after; else for the class
   * that the network predicts.
   *
   * @throws IOException if the folder cannot be read, or holds no image that can be
   */
  static List<WatchedImage> of(Console console, Path folder, TrainingPlan plan) throws IOException {
    List<ImageInput> inputs = ImageInput.list(List.of(folder), Path.of("."));
    if (inputs.size() > MOST) {
      console.note(
          "Explaining the first %d of %d images in %s".formatted(MOST, inputs.size(), folder));
    }
    List<WatchedImage> chosen = new ArrayList<>();
    for (ImageInput input : inputs.subList(0, Math.min(MOST, inputs.size()))) {
      try {
        RgbImage image = ImageFiles.read(input.path());
        int label = classIndex(input, plan.labels());
        chosen.add(WatchedImage.of(input.stem(), label, image, plan.inputSize()));
      } catch (ImageReadException e) {
        console.err().println("Failed: " + input.path() + ": " + FailureWords.of(e));
      }
    }
    if (chosen.isEmpty()) {
      throw new IOException(
          "Expected images to explain in %s, found none that can be read; give another --explain-photos"
              .formatted(folder));
    }
    return chosen;
  }

  private static int classIndex(ImageInput input, List<String> labels) {
    Path parent = input.path().toAbsolutePath().normalize().getParent();
    String folder = parent == null ? "" : String.valueOf(parent.getFileName());
    String name = input.label() == null ? folder : input.label();
    int index = labels.indexOf(name);
    return index < 0 ? Target.PREDICTED : index;
  }
}
