package io.github.gradcam.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** Reads event files back, as TensorBoard does. */
public final class TensorBoardImages {

  private TensorBoardImages() {}

  /** TFRecord: length (8 bytes, little-endian), its checksum (4), the data, its checksum (4). */
  static List<Event> events(Path file) throws IOException {
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

  /** The encoded images of a tag, by their epochs, of all files in a folder. */
  public static Map<Long, byte[]> read(Path folder, String tag) throws IOException {
    Map<Long, byte[]> images = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        for (Event event : events(file)) {
          for (Summary.Value value : event.getSummary().getValueList()) {
            if (value.hasImage() && value.getTag().equals(tag + "/image")) {
              images.put(event.getStep(), value.getImage().getEncodedImageString().toByteArray());
            }
          }
        }
      }
    }
    return images;
  }
}
