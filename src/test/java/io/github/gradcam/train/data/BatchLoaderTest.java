package io.github.gradcam.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.train.ColourImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve squares of three colours, in batches of five. */
class BatchLoaderTest {

  private static final Augmentation RANDOM = new Augmentation(true, 0.3, 0.1, 20, 0.2, 0.2);

  @TempDir Path folder;
  private ImageSet images;

  @BeforeEach
  void write() throws IOException {
    images = ImageSet.open(ColourImages.write(folder, 4, 9), Split.TRAIN);
  }

  @AfterEach
  void close() {
    images.close();
  }

  private BatchLoader loader(Augmentation augmentation, Order order, boolean drop, int threads) {
    return new BatchLoader(images, images.examples(), 5, 6, augmentation, order, drop, threads, 2);
  }

  private static List<String> paths(BatchLoader loader, int epoch) {
    List<String> paths = new ArrayList<>();
    loader.epoch(epoch).forEachRemaining(b -> b.examples().forEach(e -> paths.add(e.path())));
    return paths;
  }

  private static byte[] pixels(BatchLoader loader, int epoch) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    loader.epoch(epoch).forEachRemaining(batch -> all.writeBytes(batch.values()));
    return all.toByteArray();
  }

  private void breakImage(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  @Test
  void lastBatchHoldsTheRest() {
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), false, 2)) {
      List<Integer> sizes = new ArrayList<>();
      loader.epoch(0).forEachRemaining(batch -> sizes.add(batch.size()));
      assertThat(sizes).containsExactly(5, 5, 2);
      assertThat(loader.batchesPerEpoch()).isEqualTo(3);
    }
  }

  @Test
  void remainderIsDroppedWhereAsked() {
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), true, 2)) {
      List<Integer> sizes = new ArrayList<>();
      loader.epoch(0).forEachRemaining(batch -> sizes.add(batch.size()));
      assertThat(sizes).containsExactly(5, 5);
      assertThat(loader.batchesPerEpoch()).isEqualTo(2);
    }
  }

  @Test
  void pixelsAndLabelsBelongTogether() {
    try (BatchLoader loader = loader(RANDOM, Order.shuffled(3), false, 4)) {
      for (Iterator<Batch> batches = loader.epoch(0); batches.hasNext(); ) {
        Batch batch = batches.next();
        for (int i = 0; i < batch.size(); i++) {
          int middle = (i * 36 + 14) * 3;
          int brightest = 2 - batch.labels()[i];
          for (int c = 0; c < 3; c++) {
            assertThat(batch.values()[middle + c] & 0xff)
                .isLessThanOrEqualTo(batch.values()[middle + brightest] & 0xff);
          }
        }
      }
    }
  }

  @Test
  void eachEpochHasItsOwnOrder() {
    try (BatchLoader loader = loader(Augmentation.NONE, Order.shuffled(1), false, 2)) {
      List<String> first = paths(loader, 0);
      List<String> second = paths(loader, 1);
      assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
      assertThat(paths(loader, 0)).isEqualTo(first);
    }
  }

  @Test
  void orderDependsOnTheSeedOnly() {
    try (BatchLoader one = loader(Augmentation.NONE, Order.shuffled(1), false, 2);
        BatchLoader same = loader(Augmentation.NONE, Order.shuffled(1), false, 2);
        BatchLoader other = loader(Augmentation.NONE, Order.shuffled(2), false, 2)) {
      assertThat(paths(same, 4)).isEqualTo(paths(one, 4));
      assertThat(paths(other, 4)).isNotEqualTo(paths(one, 4));
    }
  }

  @Test
  void batchesDoNotDependOnTheNumberOfThreads() {
    try (BatchLoader one = loader(RANDOM, Order.shuffled(1), false, 1);
        BatchLoader many = loader(RANDOM, Order.shuffled(1), false, 4)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(pixels(many, epoch)).isEqualTo(pixels(one, epoch));
      }
    }
  }

  @Test
  void augmentationDiffersFromEpochToEpoch() {
    Order order = new Order(false, 1, 0);
    try (BatchLoader loader = loader(RANDOM, order, false, 2)) {
      assertThat(pixels(loader, 1)).isNotEqualTo(pixels(loader, 0));
    }
  }

  @Test
  void batchesDoNotDependOnHowManyImagesStayInMemory() {
    List<Example> examples = images.examples();
    DecodedImages some = new DecodedImages(images, examples, 3 * 9 * 9 * 3);
    BatchShape shape = new BatchShape(5, 6, false);
    Order order = Order.shuffled(1);
    try (BatchLoader all = loader(RANDOM, order, false, 2);
        BatchLoader few = new BatchLoader(some, examples, shape, RANDOM, order, 2, 2)) {
      assertThat(pixels(few, 0)).isEqualTo(pixels(all, 0));
      assertThat(pixels(few, 1)).isEqualTo(pixels(all, 1));
      assertThat(some.keptBytes()).isPositive().isLessThanOrEqualTo(3 * 9 * 9 * 3);
    }
  }

  @Test
  void unreadableImageIsLeftOutWithPathAndReason() throws IOException {
    breakImage("green/01.png", "no image");
    breakImage("red/00.png", "");
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), true, 2)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        assertThat(paths(loader, epoch))
            .hasSize(10)
            .noneMatch(path -> path.contains("01.png") && path.contains("green"));
      }
      assertThat(loader.skipped())
          .extracting(Skipped::path)
          .containsExactly(
              folder.resolve("green/01.png").toString(), folder.resolve("red/00.png").toString());
      assertThat(loader.skipped())
          .allSatisfy(s -> assertThat(s.reason()).startsWith("expected a JPEG, PNG"));
      assertThat(loader.batchesPerEpoch()).isEqualTo(2);
      assertThat(loader.size()).isEqualTo(12);
    }
  }

  @Test
  void vanishedFileIsLeftOut() throws IOException {
    Files.delete(folder.resolve("blue/00.png"));
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), false, 2)) {
      assertThat(paths(loader, 0)).hasSize(11);
      String path = folder.resolve("blue/00.png").toString();
      assertThat(loader.skipped()).containsExactly(new Skipped(path, "nothing at " + path));
    }
  }

  @Test
  void epochWithoutAReadableImageFailsWithTheFirstReason() throws IOException {
    for (Example example : images.examples()) {
      Files.writeString(example.file(), "no image");
    }
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), false, 2)) {
      assertThatThrownBy(() -> loader.epoch(0).hasNext())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("Expected at least 1 readable images for a batch, found 0 of 12")
          .hasMessageContaining("00.png");
    }
  }

  @Test
  void batchLargerThanTheSetAsksForASmallerOne() {
    List<Example> two = images.examples().subList(0, 2);
    try (BatchLoader loader =
        new BatchLoader(images, two, 5, 6, Augmentation.NONE, Order.sequential(), true, 1, 1)) {
      assertThatThrownBy(() -> loader.epoch(0).hasNext())
          .hasMessageContaining("at least 5 readable images")
          .hasMessageContaining("use a smaller batch");
    }
  }

  @Test
  void loaderOfNothingIsRefused() {
    assertThatThrownBy(
            () ->
                new BatchLoader(
                    images, List.of(), 5, 6, Augmentation.NONE, Order.sequential(), true, 1, 1))
        .hasMessageContaining("at least one image");
    assertThatThrownBy(() -> loader(Augmentation.NONE, Order.sequential(), true, 0))
        .hasMessageContaining("decoding threads of at least 1, found 0");
  }

  @Test
  void nextEpochEndsTheOneBefore() {
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), false, 2)) {
      Iterator<Batch> first = loader.epoch(0);
      first.next();
      assertThat(paths(loader, 1)).hasSize(12);
      assertThat(first.hasNext()).isFalse();
      assertThatThrownBy(first::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void waitingIsCountedAndClosingTwiceDoesNoHarm() {
    BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), false, 2);
    paths(loader, 0);
    assertThat(loader.waitNanos()).isPositive();
    loader.close();
    loader.close();
  }

  @Test
  void anImageThatItsDecoderComplainsOfIsUsedAndNamed() throws IOException {
    byte[] jpeg = Files.readAllBytes(Path.of("data/sea-cliffs.jpg"));
    byte[] doubtful = Arrays.copyOf(jpeg, jpeg.length + 40);
    Arrays.fill(doubtful, jpeg.length - 2, jpeg.length + 38, (byte) 0x55);
    System.arraycopy(jpeg, jpeg.length - 2, doubtful, doubtful.length - 2, 2);
    Path file = Files.write(folder.resolve("blue/00.png"), doubtful);
    try (BatchLoader loader = loader(Augmentation.NONE, Order.sequential(), false, 2)) {
      assertThat(loader.doubtful().text()).isEmpty();
      paths(loader, 0);
      assertThat(loader.skipped()).isEmpty();
      assertThat(loader.doubtful().paths()).containsExactly(file.toString());
      assertThat(loader.doubtful().text())
          .contains(
              "Doubtful, as their decoder says that pixels may be wrong (used all the same): 1: "
                  + file);
    }
  }

  @Test
  void noMoreThanTenDoubtfulImagesAreNamed() {
    List<String> paths = IntStream.range(10, 23).mapToObj(String::valueOf).toList();
    assertThat(new DoubtfulImages(paths).text().orElseThrow())
        .endsWith(": 13: 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 3 more");
  }
}
