package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

class EventFileTest {

  @TempDir Path folder;

  /** TFRecord: length (8 bytes, little-endian), its checksum (4), the data, its checksum (4). */
  private static List<Event> events(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] data = new byte[Math.toIntExact(bytes.getLong())];
      bytes.getInt();
      bytes.get(data);
      bytes.getInt();
      events.add(Event.parseFrom(data));
    }
    return events;
  }

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
    for (Event event : events(files.get(0))) {
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
}
