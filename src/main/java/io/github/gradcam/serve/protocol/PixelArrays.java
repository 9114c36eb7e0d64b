package io.github.gradcam.serve.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.serve.http.WebFault;

/** Reads images as nested arrays of numbers, as TensorFlow Serving takes them. */
final class PixelArrays {

  private static final int BRIGHTEST = 255;

  private PixelArrays() {}

  /** An image [height][width][3] of whole numbers of 0 to 255. */
  static ImageIntake.Taken image(JsonNode rows, ImageIntake intake) throws WebFault {
    int height = rows.size();
    int width = height == 0 ? 0 : rows.get(0).size();
    if (height == 0 || width == 0) {
      throw wrong("an empty array");
    }
    byte[] pixels = new byte[Math.multiplyExact(RgbImage.CHANNELS, height * width)];
    int at = 0;
    for (JsonNode row : rows) {
      if (!row.isArray() || row.size() != width) {
        throw wrong("rows of different lengths");
      }
      for (JsonNode pixel : row) {
        if (!pixel.isArray() || pixel.size() != RgbImage.CHANNELS) {
          throw wrong("a pixel that is not [R, G, B]");
        }
        for (JsonNode channel : pixel) {
          pixels[at++] = value(channel);
        }
      }
    }
    return intake.array(pixels, width, height);
  }

  private static byte value(JsonNode channel) throws WebFault {
    double value = channel.isNumber() ? channel.doubleValue() : -1;
    if (!(value >= 0 && value <= BRIGHTEST) || value != Math.rint(value)) {
      throw wrong(channel.isNumber() ? "the number " + channel.asText() : JsonBody.kind(channel));
    }
    return (byte) value;
  }

  private static WebFault wrong(String found) {
    return ImageIntake.bad(
        "Expected an image as [height][width][R, G, B] of whole numbers of 0 to 255, found %s; scale values of 0..1 by 255, or send image_bytes"
            .formatted(found));
  }
}
