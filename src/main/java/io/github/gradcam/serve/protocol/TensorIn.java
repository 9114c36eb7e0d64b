package io.github.gradcam.serve.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.serve.http.WebFault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the images of an input tensor of {@code infer}. */
final class TensorIn {

  static final String BYTES = "image_bytes";
  static final String PIXELS = "pixels";

  private static final int RANK = 4;

  private final JsonNode input;
  private final ImageIntake intake;
  private final ByteBuffer raw;

  /**
   * Takes a tensor.
   *
   * @param input its JSON
   * @param raw the bytes that follow the JSON, from which it takes its own
   */
  TensorIn(JsonNode input, ByteBuffer raw, ImageIntake intake) {
    this.input = input;
    this.raw = raw;
    this.intake = intake;
  }

  List<ImageIntake.Taken> images() throws WebFault {
    String name = input.path("name").asText();
    String datatype = input.path("datatype").asText();
    if (name.equals(BYTES) && datatype.equals("BYTES")) {
      return files(shape(1)[0]);
    } else if (name.equals(PIXELS) && datatype.equals("UINT8")) {
      return arrays(shape(RANK));
    }
    throw ImageIntake.bad(
        "Expected an input image_bytes of BYTES [N] or pixels of UINT8 [N, height, width, 3], found '%s' of '%s'"
            .formatted(AskedOptions.shortened(name), AskedOptions.shortened(datatype)));
  }

  private int[] shape(int rank) throws WebFault {
    JsonNode node = input.path("shape");
    int[] shape = new int[node.size()];
    boolean right = node.isArray() && shape.length == rank;
    for (int i = 0; i < shape.length; i++) {
      right &= node.get(i).canConvertToInt() && node.get(i).intValue() > 0;
      shape[i] = node.get(i).intValue();
    }
    right &= rank != RANK || (right && shape[RANK - 1] == RgbImage.CHANNELS);
    if (!right) {
      throw ImageIntake.bad(
          "Expected a shape of %s for '%s', found %s"
              .formatted(
                  rank == 1 ? "[N]" : "[N, height, width, 3]",
                  input.path("name").asText(),
                  AskedOptions.shortened(node.toString())));
    }
    return shape;
  }

  private List<ImageIntake.Taken> files(int count) throws WebFault {
    List<ImageIntake.Taken> images = new ArrayList<>();
    byte[] bytes = own();
    ByteBuffer own = bytes == null ? null : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    JsonNode data = input.path("data");
    if (own == null && data.size() != count) {
      throw wrongCount(count, data.size());
    }
    for (int i = 0; i < count; i++) {
      images.add(
          intake.file(own == null ? JsonBody.base64(data.get(i), "data") : next(own, count)));
    }
    if (own != null && own.hasRemaining()) {
      throw wrongBytes(count);
    }
    return images;
  }

  /** Each file has its length before it. */
  private static byte[] next(ByteBuffer own, int count) throws WebFault {
    int length = own.remaining() < Integer.BYTES ? -1 : own.getInt();
    if (length < 0 || length > own.remaining()) {
      throw wrongBytes(count);
    }
    byte[] bytes = new byte[length];
    own.get(bytes);
    return bytes;
  }

  private static WebFault wrongBytes(int count) {
    return ImageIntake.bad(
        "Expected %d files, each after its length as a little-endian uint32, found other bytes"
            .formatted(count));
  }

  private List<ImageIntake.Taken> arrays(int[] shape) throws WebFault {
    long each = (long) shape[1] * shape[2] * RgbImage.CHANNELS;
    long all = each * shape[0];
    byte[] own = own();
    byte[] values;
    if (own == null) {
      intake.count(shape[1], (long) shape[2] * shape[0]); // before the memory is taken
      values = flat(all);
    } else if (own.length == all) {
      values = own;
    } else {
      throw wrongCount(all, own.length);
    }
    List<ImageIntake.Taken> images = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      int from = (int) (i * each);
      byte[] pixels = Arrays.copyOfRange(values, from, (int) (from + each));
      images.add(intake.array(pixels, shape[2], shape[1]));
    }
    return images;
  }

  private byte[] flat(long count) throws WebFault {
    ByteBuffer values = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, count));
    add(input.path("data"), values, count);
    if (values.hasRemaining()) {
      throw wrongCount(count, values.position());
    }
    return values.array();
  }

  private static void add(JsonNode node, ByteBuffer values, long count) throws WebFault {
    if (node.isArray()) {
      for (JsonNode each : node) {
        add(each, values, count);
      }
    } else if (!values.hasRemaining()) {
      throw wrongCount(count, count + 1);
    } else if (node.canConvertToInt() && node.intValue() >= 0 && node.intValue() <= 255) {
      values.put((byte) node.intValue());
    } else {
      throw ImageIntake.bad(
          "Expected whole numbers of 0 to 255 in data, found "
              + AskedOptions.shortened(node.asText()));
    }
  }

  /** The bytes of this tensor among those that follow the JSON; null where its data are in it. */
  private byte @Nullable [] own() throws WebFault {
    JsonNode size = input.path("parameters").path("binary_data_size");
    if (size.isMissingNode()) {
      return null;
    }
    int bytes = size.canConvertToInt() ? size.intValue() : -1;
    if (bytes < 0 || bytes > raw.remaining()) {
      throw ImageIntake.bad(
          "Expected binary_data_size of at most the %d bytes after the JSON, found %s"
              .formatted(raw.remaining(), AskedOptions.shortened(size.asText())));
    }
    byte[] own = new byte[bytes];
    raw.get(own);
    return own;
  }

  private static WebFault wrongCount(long expected, long found) {
    return ImageIntake.bad(
        "Expected %d elements as the shape says, found %d".formatted(expected, found));
  }
}
