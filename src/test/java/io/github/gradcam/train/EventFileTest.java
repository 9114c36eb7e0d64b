package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

class EventFileTest {

  @TempDir Path folder;

  private static float number(Summary.Value value) {
    return value.hasTensor() ? value.getTensor().getFloatVal(0) : value.getSimpleValue();
  }

  @Test
  void eventsHoldEachNumberOfEachEpoch() throws IOException {
    Path made = folder.resolve("tensor board");
    try (EventFile file = new EventFile(made)) {
      file.write(new EpochResult(1, 0.5, 2, 0.25, 3, 0.125, 40, 0.01, 9));
      file.write(new EpochResult(2, 0.25, 1, 0.5, 1.5, 0.75, 50, 0.01, 9));
    }
    List<Path> files;
    try (var list = Files.list(made)) {
      files = list.toList();
    }
    assertThat(files).singleElement().asString().contains("tfevents");
    Map<String, Float> numbers = new TreeMap<>();
    for (Event event : TensorBoardImages.events(files.get(0))) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        numbers.put(event.getStep() + " " + value.getTag(), number(value));
      }
    }
    assertThat(numbers)
        .containsOnly(
            Map.entry("1 loss/training", 2f),
            Map.entry("1 loss/validation", 3f),
            Map.entry("1 accuracy/training", 0.25f),
            Map.entry("1 accuracy/validation", 0.125f),
            Map.entry("1 learning_rate", 0.5f),
            Map.entry("1 images_per_second", 40f),
            Map.entry("2 loss/training", 1f),
            Map.entry("2 loss/validation", 1.5f),
            Map.entry("2 accuracy/training", 0.5f),
            Map.entry("2 accuracy/validation", 0.75f),
            Map.entry("2 learning_rate", 0.25f),
            Map.entry("2 images_per_second", 50f));
  }

  @Test
  void imagesAreReadBackPixelForPixel() throws Exception {
    byte[] pixels = new byte[3 * 2 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (14 * i);
    }
    try (EventFile file = new EventFile(folder)) {
      file.write(5, Map.of("maps/sea", new RgbImage(3, 2, pixels)));
      file.write(10, Map.of("maps/sea", new RgbImage(3, 2, new byte[3 * 2 * 3])));
    }
    Map<Long, byte[]> images = TensorBoardImages.read(folder, "maps/sea");
    assertThat(images).containsOnlyKeys(5L, 10L);
    assertThat(ImageFiles.decode(images.get(5L), "5").pixels()).isEqualTo(pixels);
    assertThat(ImageFiles.decode(images.get(10L), "10").pixels()).containsOnly(0);
  }
}
