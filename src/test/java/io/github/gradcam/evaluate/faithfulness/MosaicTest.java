package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.evaluate.faithfulness.SurePhotos.Partners;
import io.github.gradcam.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MosaicTest {

  private static RgbImage plain(int grey) {
    byte[] pixels = new byte[20 * 10 * 3];
    Arrays.fill(pixels, (byte) grey);
    return new RgbImage(20, 10, pixels);
  }

  private static int at(RgbImage image, int x, int y) {
    return image.pixels()[(y * image.width() + x) * 3] & 0xff;
  }

  @Test
  void photosLieInTheirCellsAlsoWhereTheSizeIsOdd() {
    Mosaic mosaic = Mosaic.of(plain(10), List.of(plain(20), plain(30), plain(40)), 2, 7);
    // 20 30
    // 10 40: the left column and the upper row have 3 pixels, the others 4
    RgbImage picture = mosaic.picture();
    assertThat(List.of(at(picture, 0, 0), at(picture, 2, 2))).containsOnly(20);
    assertThat(List.of(at(picture, 3, 0), at(picture, 6, 2))).containsOnly(30);
    assertThat(List.of(at(picture, 0, 3), at(picture, 2, 6))).containsOnly(10);
    assertThat(List.of(at(picture, 3, 3), at(picture, 6, 6))).containsOnly(40);
    for (int pixel = 0; pixel < 49; pixel++) {
      assertThat(mosaic.cell().mask().get(pixel))
          .isEqualTo(at(picture, pixel % 7, pixel / 7) == 10);
    }
  }

  @Test
  void mapThatIsHotOnThePhotoAloneHasAllItsHeatInTheCellAndAnEvenOneAQuarter() {
    Mosaic mosaic = Mosaic.of(plain(1), List.of(plain(2), plain(3), plain(4)), 3, 8);
    float[] hot = new float[64];
    hot[7 * 8 + 7] = 2;
    float[] even = new float[64];
    Arrays.fill(even, 1);
    assertThat(Localisation.energy(hot, mosaic.cell())).isEqualTo(1);
    assertThat(Localisation.energy(even, mosaic.cell())).isEqualTo(0.25);
  }

  @Test
  void mosaicOfAnotherNumberOfPhotosIsRefused() {
    assertThatThrownBy(() -> Mosaic.of(plain(1), List.of(plain(2)), 0, 8))
        .hasMessageContaining("3 other photos");
    assertThatThrownBy(() -> Mosaic.of(plain(1), List.of(plain(2), plain(3), plain(4)), 4, 8))
        .hasMessageContaining("found 3, 4 and 8");
  }

  /** Of 3 classes: 4, 4 and 1 photos; of one more the network is not sure. */
  private static SurePhotos sure() {
    SurePhotos sure = new SurePhotos();
    for (int i = 0; i < 4; i++) {
      sure.add(Path.of("cat" + i), new float[] {0.95f, 0.03f, 0.02f});
      sure.add(Path.of("dog" + i), new float[] {0.1f, 0.9f, 0});
    }
    sure.add(Path.of("owl"), new float[] {0, 0, 1});
    sure.add(Path.of("doubt"), new float[] {0.2f, 0.89f, 0});
    return sure;
  }

  @Test
  void partnersAreSureAndOfOtherClassesThatDifferAsFarAsThereAreSome() {
    SurePhotos sure = sure();
    assertThat(sure.size()).isEqualTo(9);
    Set<Integer> places = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Partners partners = sure.partners(Path.of("cat1"), seed);
      // one owl, one dog, and then another dog
      assertThat(partners.others()).doesNotHaveDuplicates().hasSize(3).contains(Path.of("owl"));
      assertThat(partners.others()).noneMatch(path -> path.toString().matches("cat.*|doubt"));
      assertThat(sure.partners(Path.of("cat1"), seed)).isEqualTo(partners);
      places.add(partners.place());
    }
    assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void photoThatTheNetworkIsNotSureOfHasNoPartnersNorHasOneOfTooFewOthers() {
    assertThat(sure().partners(Path.of("doubt"), 1)).isNull();
    SurePhotos few = new SurePhotos();
    few.add(Path.of("a"), new float[] {1, 0});
    few.add(Path.of("b"), new float[] {0, 1});
    few.add(Path.of("c"), new float[] {0, 1});
    assertThat(few.partners(Path.of("a"), 1)).isNull();
  }

  @Test
  void partnersDoNotHoldTheClassAmongOthersThatTheyHold() {
    SurePhotos sure = new SurePhotos();
    sure.add(Path.of("a"), new float[] {0.95f, 0.99f, 0}); // its own class is 1
    sure.add(Path.of("both"), new float[] {0.99f, 0.95f, 0});
    for (String other : List.of("b", "c", "d")) {
      sure.add(Path.of(other), new float[] {0.99f, 0.1f, 0});
    }
    assertThat(Objects.requireNonNull(sure.partners(Path.of("a"), 1)).others())
        .containsExactlyInAnyOrder(Path.of("b"), Path.of("c"), Path.of("d"));
  }

  @Test
  void partnersAreTheSameInAnotherFolder() {
    List<List<String>> names = new ArrayList<>();
    for (String folder : List.of("x", "y/z")) {
      SurePhotos sure = new SurePhotos();
      for (int i = 0; i < 9; i++) {
        sure.add(Path.of(folder, i + ".jpg"), i % 3 == 0 ? new float[] {1, 0} : new float[] {0, 1});
      }
      names.add(
          Objects.requireNonNull(sure.partners(Path.of(folder, "3.jpg"), 5)).others().stream()
              .map(path -> path.getFileName().toString())
              .toList());
    }
    assertThat(names.get(0)).isEqualTo(names.get(1));
  }
}
