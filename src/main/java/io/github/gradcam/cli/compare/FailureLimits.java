package io.github.gradcam.cli.compare;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.evaluate.comparison.ModelComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When a comparison ends with an exit code of its own, for machines that build and test. */
final class FailureLimits {

  @Parameter(
      names = "--fail-over",
      description =
          "Exit code 3 where more than this share of the images changed answer, 0..1; with 0, where any did")
  private @Nullable Double most;

  @Parameter(
      names = "--fail-under",
      description =
          "Exit code 3 where the mean rank correlation of the maps is below this, -1..1, or not known")
  private @Nullable Double least;

  /** Refuses limits that no comparison can keep or break. */
  void check() {
    if (most != null && !(most >= 0 && most <= 1)) {
      throw new UsageException("Expected a --fail-over of 0 to 1, found " + most);
    }
    if (least != null && !(least >= -1 && least <= 1)) {
      throw new UsageException("Expected a --fail-under of -1 to 1, found " + least);
    }
  }

  /** Says which limits are broken; that of the maps also where none could be compared. */
  List<String> broken(ModelComparison comparison) {
    List<String> broken = new ArrayList<>();
    double changed = comparison.changed().meanOr(0);
    if (most != null && changed > most) {
      broken.add(
          words("Changed answers: %.4f of the images, more than --fail-over %s", changed, most));
    }
    if (least != null) {
      Double agreement = comparison.rankCorrelation().mean();
      if (agreement == null) {
        broken.add(
            "Rank correlation of the maps: not known, as no map tells places apart; compare another --class or --layer, or leave out --fail-under");
      } else if (agreement < least) {
        broken.add(
            words(
                "Rank correlation of the maps: %.4f, less than --fail-under %s", agreement, least));
      }
    }
    return broken;
  }

  private static String words(String format, double found, double limit) {
    return String.format(Locale.ROOT, format, found, limit);
  }
}
