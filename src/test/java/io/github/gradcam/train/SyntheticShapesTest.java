package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.train.SyntheticShapes.Kind;
import io.github.gradcam.train.SyntheticShapes.Sample;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticShapesTest {

  @Test
  void seedDecidesTheImage() {
    Sample one = SyntheticShapes.sample(Kind.CROSS, 48, 5);
    assertThat(SyntheticShapes.sample(Kind.CROSS, 48, 5).image().pixels())
        .isEqualTo(one.image().pixels());
    assertThat(SyntheticShapes.sample(Kind.CROSS, 48, 5).mask()).isEqualTo(one.mask());
    assertThat(SyntheticShapes.sample(Kind.CROSS, 48, 6).image().pixels())
        .isNotEqualTo(one.image().pixels());
  }

  @Test
  void onlyTheShapeDependsOnTheClass() {
    Sample circle = SyntheticShapes.sample(Kind.CIRCLE, 48, 5);
    Sample square = SyntheticShapes.sample(Kind.SQUARE, 48, 5);
    for (int i = 0; i < circle.mask().length; i++) {
      if (circle.mask()[i] == square.mask()[i]) {
        assertThat(circle.image().pixels()[3 * i]).isEqualTo(square.image().pixels()[3 * i]);
      }
    }
    assertThat(circle.mask()).isNotEqualTo(square.mask());
  }

  @Test
  void shapeIsWhollyInsideTheImage() {
    for (Kind kind : Kind.values()) {
      for (int seed = 0; seed < 50; seed++) {
        Sample sample = SyntheticShapes.sample(kind, 48, seed);
        assertThat(sample.area()).isBetween(0.03, 0.25);
        boolean touches = false;
        for (int i = 0; i < 48; i++) {
          touches |= sample.mask()[48 * i + 47] && sample.mask()[48 * i];
        }
        assertThat(touches).isFalse();
      }
    }
  }

  @Test
  void energyIsTheShareOfTheHeatOnTheMask() {
    Sample sample = SyntheticShapes.sample(Kind.CIRCLE, 48, 5);
    float[] even = new float[48 * 48];
    Arrays.fill(even, 0.5f);
    assertThat(sample.energy(even)).isEqualTo(sample.area());
    float[] onShape = new float[48 * 48];
    for (int i = 0; i < onShape.length; i++) {
      onShape[i] = sample.mask()[i] ? 1 : 0;
    }
    assertThat(sample.energy(onShape)).isEqualTo(1);
    assertThat(sample.energy(new float[48 * 48])).isZero();
  }

  @Test
  void filesAreADataSet(@TempDir Path folder) throws Exception {
    SyntheticShapes.write(folder, 3, 48, 1);
    try (ImageSet images = ImageSet.open(folder, Split.TRAIN)) {
      assertThat(images.labels()).isEqualTo(SyntheticShapes.LABELS);
      assertThat(images.examples()).hasSize(12);
    }
    assertThat(ImageFiles.read(folder.resolve("circle/0000.png")).pixels())
        .isEqualTo(SyntheticShapes.sample(Kind.CIRCLE, 48, 100_000).image().pixels());
  }
}
