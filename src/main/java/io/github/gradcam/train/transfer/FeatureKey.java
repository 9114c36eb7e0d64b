package io.github.gradcam.train.transfer;

import io.github.gradcam.image.Sha256;
import io.github.gradcam.model.trunk.Cut;
import io.github.gradcam.model.trunk.Trunk;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.StratifiedSplit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What features depend on; those of another key are not the same.
 *
 * @param backbone file name and digest of the network
 * @param preprocessing what is done with the pixels
 * @param inputSize rows and columns
 * @param cuts the ops at which the features are taken, with type and shape
 * @param precision how exactly they are computed
 * @param views how many of each image
 * @param augmentation what makes the views differ
 * @param seed of the views
 * @param pictures a digest of names, sizes and times of the files, those held back last
 */
record FeatureKey(
    String backbone,
    String preprocessing,
    int inputSize,
    List<String> cuts,
    String precision,
    int views,
    Augmentation augmentation,
    long seed,
    String pictures) {

  /**
   * Tells what the features of a training depend on.
   *
   * @param trunk the network
   * @param cuts of it, at which the features are taken
   * @param plan of the training
   * @param split its images
   * @return the key
   */
  static FeatureKey of(Trunk trunk, List<Cut> cuts, TrainingPlan plan, StratifiedSplit split)
      throws IOException {
    TransferPlan transfer = Objects.requireNonNull(plan.transfer(), "a plan of a transfer");
    return new FeatureKey(
        transfer.backbone() + " " + transfer.digest(),
        trunk.normalization().toString(),
        trunk.inputSize(),
        cuts.stream().map(Cut::toString).toList(),
        plan.precision().name(),
        transfer.views(),
        plan.augmentation(),
        plan.seed(),
        digest(List.of(split.training(), split.validation())));
  }

  /** A digest of the files of parts. */
  static String digest(List<List<Example>> parts) throws IOException {
    MessageDigest sha = Sha256.begin();
    for (List<Example> part : parts) {
      for (Example example : part) {
        sha.update(line(example).getBytes(StandardCharsets.UTF_8));
      }
      sha.update((byte) 0);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static String line(Example example) throws IOException {
    return "%s\t%d\t%d\t%d\n"
        .formatted(
            example.path(),
            example.classIndex(),
            Files.size(example.file()),
            Files.getLastModifiedTime(example.file()).toMillis());
  }
}
