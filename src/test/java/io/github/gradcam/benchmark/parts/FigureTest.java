package io.github.gradcam.benchmark.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {

  private static final int SIDE = 96;
  private static final FigureClasses CLASSES = FigureClasses.draw(16, 1);

  private static Figure figure(int seed) {
    return Figure.of(CLASSES, seed % CLASSES.count(), SIDE, seed);
  }

  private static int area(boolean[] mask) {
    int area = 0;
    for (boolean inside : mask) {
      area += inside ? 1 : 0;
    }
    return area;
  }

  /** Whether two images have the same colour at a pixel. */
  private static boolean same(byte[] one, byte[] other, int pixel) {
    return one[3 * pixel] == other[3 * pixel]
        && one[3 * pixel + 1] == other[3 * pixel + 1]
        && one[3 * pixel + 2] == other[3 * pixel + 2];
  }

  private static void assertChangesInAlone(byte[] whole, byte[] without, boolean[] mask) {
    int changed = 0;
    for (int i = 0; i < mask.length; i++) {
      boolean same = same(whole, without, i);
      assertThat(same || mask[i]).isTrue();
      changed += same ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(area(mask) * 9 / 10);
  }

  @Test
  void leavingOutAPartOrAThingChangesItsMaskAlone() {
    for (int seed = 0; seed < 24; seed++) {
      Figure figure = figure(seed);
      byte[] whole = figure.image().pixels();
      for (Part part : Part.values()) {
        byte[] without = figure.image(1 << part.number(), 0).pixels();
        assertChangesInAlone(whole, without, figure.mask(part));
      }
      for (int i = 0; i < figure.things(); i++) {
        assertChangesInAlone(whole, figure.image(0, 1 << i).pixels(), figure.thingMask(i));
      }
    }
  }

  @Test
  void partsAreNumberedInTheirOrder() {
    assertThat(Part.values()).hasSize(Part.COUNT);
    assertThat(Part.values()).extracting(Part::number).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void leavingOutAllPartsChangesAllTheirMasks() {
    Figure figure = figure(3);
    boolean[] any = new boolean[SIDE * SIDE];
    for (Part part : Part.values()) {
      boolean[] mask = figure.mask(part);
      for (int i = 0; i < any.length; i++) {
        any[i] |= mask[i];
      }
    }
    assertChangesInAlone(figure.image().pixels(), figure.image(FigureClasses.ALL, 0).pixels(), any);
  }

  @Test
  void masksAreDisjointAndNoPartIsHiddenOrCutOff() {
    for (int seed = 0; seed < 200; seed++) {
      Figure figure = figure(seed);
      int[] covered = new int[SIDE * SIDE];
      for (Part part : Part.values()) {
        boolean[] mask = figure.mask(part);
        assertThat(area(mask)).as("%s of seed %d", part, seed).isBetween(90, 520);
        for (int i = 0; i < mask.length; i++) {
          covered[i] += mask[i] ? 1 : 0;
        }
        for (int i = 0; i < SIDE; i++) {
          boolean rim =
              mask[i] || mask[SIDE * (SIDE - 1) + i] || mask[SIDE * i] || mask[SIDE * i + SIDE - 1];
          assertThat(rim).as("%s of seed %d at the rim", part, seed).isFalse();
        }
      }
      for (int thing = 0; thing < figure.things(); thing++) {
        boolean[] mask = figure.thingMask(thing);
        assertThat(area(mask)).isBetween(90, 320);
        for (int i = 0; i < mask.length; i++) {
          covered[i] += mask[i] ? 1 : 0;
        }
      }
      assertThat(covered).doesNotContain(2, 3, 4, 5);
    }
  }

  @Test
  void classDecidesThePartsAndNothingElse() {
    for (int seed = 0; seed < 20; seed++) {
      Figure one = Figure.of(CLASSES, 0, SIDE, seed);
      Figure other = Figure.of(CLASSES, 1, SIDE, seed);
      assertThat(other.image(FigureClasses.ALL, 0).pixels())
          .isEqualTo(one.image(FigureClasses.ALL, 0).pixels());
      assertThat(other.image().pixels()).isNotEqualTo(one.image().pixels());
    }
  }

  @Test
  void commonPartsOfTwoClassesLookTheSame() {
    int other = CLASSES.contrast(0).orElseThrow().first();
    int common = CLASSES.common(0, other);
    byte[] left = Figure.of(CLASSES, 0, SIDE, 5).image(FigureClasses.ALL & ~common, 0).pixels();
    assertThat(Figure.of(CLASSES, other, SIDE, 5).image(FigureClasses.ALL & ~common, 0).pixels())
        .isEqualTo(left);
  }

  @Test
  void seedsThatFollowEachOtherHaveNothingInCommon() {
    // of the corner's brightness, which is that of the ground and the light
    double[] first = new double[200];
    for (int seed = 0; seed < first.length; seed++) {
      first[seed] = Figure.of(CLASSES, 0, SIDE, seed).image(FigureClasses.ALL, ~0).brightness(0);
    }
    double sum = 0;
    double squares = 0;
    double mean = Arrays.stream(first).average().orElseThrow();
    for (int i = 0; i + 1 < first.length; i++) {
      sum += (first[i] - mean) * (first[i + 1] - mean);
      squares += (first[i] - mean) * (first[i] - mean);
    }
    assertThat(sum / squares).isBetween(-0.25, 0.25); // 3.5 standard deviations of 1 / sqrt(200)
  }

  @Test
  void seedDecidesTheImage() {
    assertThat(figure(7).image().pixels()).isEqualTo(figure(7).image().pixels());
    assertThat(Figure.of(CLASSES, 7, SIDE, 8).image().pixels())
        .isNotEqualTo(figure(7).image().pixels());
  }

  @Test
  void thingsAreAboutAsLargeAsParts() {
    double parts = 0;
    double things = 0;
    int count = 0;
    for (int seed = 0; seed < 100; seed++) {
      Figure figure = figure(seed);
      for (Part part : Part.values()) {
        parts += area(figure.mask(part)) / 500.0;
      }
      for (int i = 0; i < figure.things(); i++, count++) {
        things += area(figure.thingMask(i));
      }
    }
    assertThat(things / count / parts).isBetween(0.7, 1.3);
  }

  @Test
  void mostFiguresHaveSeveralThingsAboutThem() {
    int things = 0;
    for (int seed = 0; seed < 100; seed++) {
      things += figure(seed).things();
    }
    assertThat(things).isBetween(300, 600);
  }

  @Test
  void partsAreLeftOutOfAboutHalfOfTheFiles(@TempDir Path folder) throws Exception {
    FigureFolder.write(folder, CLASSES, 4, SIDE, 1);
    int whole = 0;
    for (int i = 0; i < 64; i++) {
      Path file = folder.resolve(CLASSES.label(i / 4)).resolve("%04d.png".formatted(i % 4));
      byte[] expected = Figure.of(CLASSES, i / 4, SIDE, 1 + i).image().pixels();
      whole += Arrays.equals(ImageFiles.read(file).pixels(), expected) ? 1 : 0;
    }
    assertThat(whole).isBetween(22, 42);
  }

  @Test
  void filesAreADataSet(@TempDir Path folder) throws Exception {
    FigureFolder.write(folder, CLASSES, 2, SIDE, 1);
    try (ImageSet images = ImageSet.open(folder, Split.TRAIN)) {
      assertThat(images.labels()).containsExactlyInAnyOrderElementsOf(CLASSES.labels());
      assertThat(images.examples()).hasSize(32);
    }
  }
}
