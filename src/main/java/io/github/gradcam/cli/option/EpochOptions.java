package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether and of what maps are made while a network learns, and which epochs are kept. */
public final class EpochOptions {

  @Parameter(
      names = "--explain-every",
      description =
          "Maps of some images after the first and each N-th epoch, in TensorBoard's events and maps.webp (default: none)")
  private @Nullable Integer every;

  @Parameter(
      names = "--explain-photos",
      description =
          "Images to explain: a folder, those in a folder named after a class for that class (default: one a class of those held back)")
  private @Nullable Path photos;

  @Parameter(
      names = "--keep-every",
      description =
          "Also write the network after each N-th epoch, to models in --output (with --backbone in head/models and fine-tuning/models), for compare (default: none)")
  private @Nullable Integer keepEvery;

  /** Validates the options, before any work. */
  public void check() {
    if (keepEvery != null && keepEvery < 1) {
      throw new UsageException("Expected --keep-every of 1 or more, found " + keepEvery);
    }
    if (every == null) {
      new GivenOptions().with("--explain-photos", photos).refuseWithout("--explain-every");
    } else if (every < 1) {
      throw new UsageException("Expected --explain-every of 1 or more, found " + every);
    } else if (photos != null && !Files.exists(photos)) {
      throw new IllegalArgumentException(
          "Expected images to explain at %s, found nothing; give another --explain-photos"
              .formatted(photos));
    }
  }

  /** Epochs from one map to the next; 0 where none are wanted. */
  public int every() {
    return every == null ? 0 : every;
  }

  /** The images to explain; null for some of those held back. */
  public @Nullable Path photos() {
    return photos;
  }

  /** Epochs from one model that is kept to the next; 0 where none are wanted. */
  public int keepEvery() {
    return keepEvery == null ? 0 : keepEvery;
  }
}
