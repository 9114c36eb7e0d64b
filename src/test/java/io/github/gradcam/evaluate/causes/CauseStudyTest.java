package io.github.gradcam.evaluate.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/**
 * Networks of which it is known what they look at: class 1 has a bright middle, class 0 has not;
 * one also takes a red corner for class 1, another a blue cast, others do not.
 */
class CauseStudyTest {

  private static final int SIZE = 32;
  private static final int COUNT = 30;

  private static RgbImage image(long seed, boolean bright, boolean marked, int blue) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    Random random = new Random(seed);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int at = (y * SIZE + x) * 3;
        boolean middle = y >= 12 && y < 20 && x >= 12 && x < 20;
        int grey = 80 + random.nextInt(40) + (middle && bright ? 100 : 0);
        boolean corner = y >= 26 && x < 6;
        pixels[at] = (byte) (marked && corner ? 250 : grey);
        pixels[at + 1] = (byte) (marked && corner ? 10 : grey);
        pixels[at + 2] = (byte) (marked && corner ? 10 : Math.min(255, grey + blue));
      }
    }
    return new RgbImage(SIZE, SIZE, pixels);
  }

  private static double mean(RgbImage image, int top, int left, int side, int colour) {
    double sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += image.pixels()[(y * SIZE + x) * 3 + colour] & 0xff;
      }
    }
    return sum / (side * side);
  }

  private static boolean bright(RgbImage image) {
    return mean(image, 12, 12, 8, 0) > 150;
  }

  private static boolean redCorner(RgbImage image) {
    return mean(image, 26, 0, 6, 0) - mean(image, 26, 0, 6, 1) > 100;
  }

  private static boolean blue(RgbImage image) {
    return mean(image, 0, 0, SIZE, 2) - mean(image, 0, 0, SIZE, 0) > 30;
  }

  private static ClassAnswers network(ToIntFunction<RgbImage> answer) {
    return images -> images.stream().mapToInt(answer).toArray();
  }

  /** Heat in one of the 16 x 16 cells' blocks. */
  private static byte[] grid(int top, int left, int side) {
    byte[] grid = new byte[256];
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        grid[y * 16 + x] = (byte) 255;
      }
    }
    return grid;
  }

  private static final byte[] CORNER = grid(13, 0, 3);
  private static final byte[] MIDDLE = grid(6, 6, 4);

  private static List<TrialImage> images(
      int from, boolean bright, boolean marked, int blue, byte[] grid) {
    List<TrialImage> images = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      images.add(new TrialImage(image(from + i, bright, marked, blue), grid));
    }
    return images;
  }

  private static CauseVerdict verdict(ClassAnswers network, Suspicion suspicion) {
    CauseStudy study = new CauseStudy(network, 1);
    study.add(study.tried(suspicion));
    return study.verdicts().get(0);
  }

  private static Suspicion suspicion(
      List<TrialImage> group, List<TrialImage> ordinary, List<TrialImage> hosts) {
    List<byte[]> usual = ordinary.stream().map(TrialImage::grid).toList();
    return new Suspicion(1, group, ordinary, hosts, usual, false);
  }

  private static Suspicion marked() {
    return suspicion(
        images(100, false, true, 0, CORNER),
        images(200, true, false, 0, MIDDLE),
        images(300, false, false, 0, MIDDLE));
  }

  private static TriedCause tried(CauseVerdict verdict, TriedCause.Kind kind) {
    return judged(verdict, kind).cause();
  }

  private static CauseVerdict.Judged judged(CauseVerdict verdict, TriedCause.Kind kind) {
    return verdict.causes().stream()
        .filter(each -> each.cause().kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void markThatTheNetworkUsesIsAShortcut() {
    ClassAnswers network = network(image -> bright(image) || redCorner(image) ? 1 : 0);
    // Regions of ordinary images bring the bright middle along, so that only the corner differs ...
    Suspicion elsewhere =
        suspicion(marked().group(), images(200, true, false, 0, grid(0, 0, 3)), marked().hosts());
    CauseVerdict verdict = verdict(network, elsewhere);
    assertThat(verdict.shortcut()).isTrue();
    TriedCause cover = tried(verdict, TriedCause.Kind.COVER);
    assertThat(cover.effect().mean()).isEqualTo(1);
    assertThat(cover.chance().mean()).isLessThan(0.5);
    TriedCause transplant = tried(verdict, TriedCause.Kind.TRANSPLANT);
    assertThat(transplant.effect().mean()).isEqualTo(1);
    assertThat(transplant.ordinary().mean()).isZero();
    assertThat(transplant.passes()).isEqualTo(4 * COUNT);
    assertThat(verdict.outside().place()).isTrue();
  }

  @Test
  void markThatTheNetworkDoesNotUseIsNone() {
    CauseVerdict verdict = verdict(network(image -> bright(image) ? 1 : 0), marked());
    assertThat(verdict.shortcut()).isFalse();
    assertThat(tried(verdict, TriedCause.Kind.TRANSPLANT).effect().mean()).isZero();
  }

  private static boolean redAnywhere(RgbImage image) {
    for (int top = 0; top + 6 <= SIZE; top += 2) {
      for (int left = 0; left + 6 <= SIZE; left += 2) {
        if (mean(image, top, left, 6, 0) - mean(image, top, left, 6, 1) > 100) {
          return true;
        }
      }
    }
    return false;
  }

  /** Red squares at places that differ, where the maps of ordinary images are not cold either. */
  private static Suspicion marksAnywhere(boolean moreErrors) {
    List<TrialImage> group = new ArrayList<>();
    Random random = new Random(9);
    for (int i = 0; i < COUNT; i++) {
      int top = random.nextInt(14);
      int left = random.nextInt(14);
      byte[] pixels = image(100 + i, false, false, 0).pixels();
      for (int p = 0; p < 36; p++) {
        int at = ((2 * top + p / 6) * SIZE + 2 * left + p % 6) * 3;
        pixels[at] = (byte) 250;
        pixels[at + 1] = 10;
        pixels[at + 2] = 10;
      }
      group.add(new TrialImage(new RgbImage(SIZE, SIZE, pixels), grid(top, left, 3)));
    }
    return new Suspicion(
        1,
        group,
        images(200, true, false, 0, MIDDLE),
        images(300, false, false, 0, MIDDLE),
        List.of(grid(0, 0, 16)),
        moreErrors);
  }

  /** 9 of the 16 bright cells of an ordinary image are not enough, the 9 of a red square are. */
  @Test
  void markAnywhereIsAShortcutIfItIsStrongerThanTheClassAndGoesWithErrors() {
    ClassAnswers network =
        network(image -> mean(image, 12, 12, 8, 0) > 180 || redAnywhere(image) ? 1 : 0);
    CauseVerdict verdict = verdict(network, marksAnywhere(true));
    assertThat(verdict.outside().place()).isFalse();
    assertThat(tried(verdict, TriedCause.Kind.TRANSPLANT).ordinary().mean()).isZero();
    assertThat(judged(verdict, TriedCause.Kind.TRANSPLANT).doubts())
        .containsExactly(Doubt.ERRORS, Doubt.STRENGTH);
    assertThat(verdict.shortcut()).isTrue();

    CauseVerdict right = verdict(network, marksAnywhere(false));
    assertThat(judged(right, TriedCause.Kind.TRANSPLANT).doubts()).containsExactly(Doubt.STRENGTH);
    assertThat(right.shortcut()).isFalse();
  }

  /** Images with a red frame, whose maps are hot in the middle all the same. */
  private static Suspicion framed(boolean moreErrors) {
    List<TrialImage> group = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      byte[] pixels = image(100 + i, false, false, 0).pixels();
      for (int p = 0; p < SIZE * SIZE; p++) {
        int nearest =
            Math.min(Math.min(p % SIZE, p / SIZE), SIZE - 1 - Math.max(p % SIZE, p / SIZE));
        if (nearest < 2) {
          pixels[3 * p] = (byte) 250;
          pixels[3 * p + 1] = 10;
          pixels[3 * p + 2] = 10;
        }
      }
      group.add(new TrialImage(new RgbImage(SIZE, SIZE, pixels), MIDDLE));
    }
    return new Suspicion(
        1,
        group,
        images(200, true, false, 0, MIDDLE),
        images(300, false, false, 0, MIDDLE),
        List.of(MIDDLE, MIDDLE),
        moreErrors);
  }

  @Test
  void frameThatTheMapsDoNotShowIsFoundByWhatTheImagesShare() {
    BitSet cells = SharedPlace.cells(framed(true));
    assertThat(cells.cardinality()).isEqualTo(16 * 16 - 14 * 14);
    assertThat(cells.get(0)).isTrue();
    assertThat(cells.get(17)).isFalse();

    ClassAnswers network =
        network(
            image -> {
              double red = mean(image, 0, 0, 2, 0) - mean(image, 0, 0, 2, 1);
              return bright(image) || red > 100 ? 1 : 0;
            });
    CauseVerdict verdict = verdict(network, framed(true));
    assertThat(judged(verdict, TriedCause.Kind.TRANSPLANT).holds()).isFalse();
    CauseVerdict.Judged shared = judged(verdict, TriedCause.Kind.SHARED);
    assertThat(shared.cause().effect().mean()).isEqualTo(1);
    assertThat(shared.cause().samePlace().mean()).isZero();
    assertThat(shared.doubts()).containsExactly(Doubt.PLACE, Doubt.ERRORS);
    assertThat(shared.holds()).isTrue();
    assertThat(verdict(network, framed(false)).shortcut()).isFalse();
  }

  /** Regions from elsewhere in the group's images bring pieces of the frame along. */
  @Test
  void frameThatActsWhereverItsPiecesAreIsFoundToo() {
    ClassAnswers network =
        network(
            image -> {
              int red = 0;
              for (int i = 0; i < image.pixels().length; i += 3) {
                int difference = (image.pixels()[i] & 0xff) - (image.pixels()[i + 1] & 0xff);
                red += difference > 100 ? 1 : 0;
              }
              return bright(image) || red > 20 ? 1 : 0;
            });
    CauseVerdict verdict = verdict(network, framed(true));
    CauseVerdict.Judged shared = judged(verdict, TriedCause.Kind.SHARED);
    assertThat(shared.cause().effect().mean()).isEqualTo(1);
    assertThat(shared.cause().chance().mean()).isZero();
    assertThat(shared.holds()).isTrue();
    assertThat(verdict(network, framed(false)).shortcut()).isFalse();
  }

  @Test
  void hostsAfterTheFirstAreAskedOnlyWhereTheFirstShowMoreThanChance() {
    List<TrialImage> hosts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      hosts.addAll(images(300 + COUNT * i, false, false, 0, MIDDLE));
    }
    Suspicion many = suspicion(marked().group(), marked().ordinary(), hosts);
    CauseVerdict unused = verdict(network(image -> bright(image) ? 1 : 0), many);
    assertThat(tried(unused, TriedCause.Kind.TRANSPLANT).passes()).isEqualTo(2 * Paired.FIRST);
    CauseVerdict used = verdict(network(image -> redCorner(image) ? 1 : 0), many);
    assertThat(tried(used, TriedCause.Kind.TRANSPLANT).passes()).isEqualTo(4 * 3 * COUNT);
  }

  /** Its region makes hosts class 1, but no more than those of ordinary images do. */
  @Test
  void evidenceThatOrdinaryImagesUseTooIsNone() {
    Suspicion usual =
        suspicion(
            images(100, true, false, 0, MIDDLE),
            images(200, true, false, 0, MIDDLE),
            images(300, false, false, 0, MIDDLE));
    CauseVerdict verdict = verdict(network(image -> bright(image) ? 1 : 0), usual);
    assertThat(tried(verdict, TriedCause.Kind.TRANSPLANT).effect().mean()).isEqualTo(1);
    assertThat(tried(verdict, TriedCause.Kind.TRANSPLANT).overChance().aboveZero()).isTrue();
    assertThat(verdict.shortcut()).isFalse();
    assertThat(verdict.outside().place()).isFalse();
  }

  @Test
  void castThatTheNetworkUsesIsAShortcut() {
    byte[] everywhere = grid(0, 0, 16);
    Suspicion cast =
        suspicion(
            images(100, false, false, 60, everywhere),
            images(200, true, false, 0, MIDDLE),
            images(300, false, false, 0, MIDDLE));
    CauseVerdict verdict = verdict(network(image -> bright(image) || blue(image) ? 1 : 0), cast);
    assertThat(verdict.causes())
        .extracting(judged -> judged.cause().kind())
        .contains(TriedCause.Kind.COLOUR)
        .doesNotContain(TriedCause.Kind.COVER, TriedCause.Kind.TRANSPLANT);
    assertThat(tried(verdict, TriedCause.Kind.COLOUR).effect().mean()).isEqualTo(1);
    assertThat(tried(verdict, TriedCause.Kind.COLOUR).chance().mean()).isZero();
    assertThat(verdict.shortcut()).isTrue();
    assertThat(verdict(network(image -> bright(image) ? 1 : 0), cast).shortcut()).isFalse();
  }

  @Test
  void traitsMoveByWhatIsAskedFor() {
    RgbImage host = image(1, true, false, 0);
    for (GlobalTrait trait : GlobalTrait.values()) {
      double[] difference =
          trait == GlobalTrait.COLOUR ? new double[] {10, -20, 5} : new double[] {-0.5};
      double[] before = trait.of(host);
      double[] after = trait.of(trait.give(host, difference));
      for (int k = 0; k < before.length; k++) {
        assertThat(after[k] - before[k])
            .as(trait.name())
            .isCloseTo(difference[k], within(trait == GlobalTrait.SHARPNESS ? 0.4 : 0.5));
      }
    }
  }

  @Test
  void colourAndContrastAreThoseOfHandComputedImages() {
    RgbImage two = new RgbImage(2, 1, new byte[] {10, 20, 30, 30, 40, 50});
    assertThat(GlobalTrait.COLOUR.of(two)).containsExactly(20, 30, 40);
    // Brightness 0.299 R + 0.587 G + 0.114 B is 18.15 and 38.15: a standard deviation of 10
    assertThat(GlobalTrait.CONTRAST.of(two)[0]).isCloseTo(Math.log(11), within(1e-9));
  }

  @Test
  void movedRegionKeepsItsArea() {
    Region region = Region.hot(CORNER, SIZE, SIZE);
    assertThat(region.pixels().cardinality()).isEqualTo(6 * 6);
    assertThat(region.share()).isCloseTo(36.0 / 1024, within(1e-12));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20; i++) {
      assertThat(region.moved(random).pixels().cardinality()).isEqualTo(36);
    }
  }

  @Test
  void groupsWithNothingToCompareWithAreRefused() {
    List<TrialImage> some = marked().group();
    assertThatThrownBy(() -> suspicion(some, List.of(), some))
        .hasMessageContaining("found 30, 0 and 30");
  }
}
