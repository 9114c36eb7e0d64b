package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.Duck;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Images that are hard to read, or large, or of odd names. */
class BatchImagesTest {

  /** 16 x 16 pixels of CMYK ink as Adobe stores it, inverted. */
  private static final byte[] CMYK =
      Base64.getDecoder()
          .decode(
              "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJ"
                  + "CAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/9sAQwECAgICAgIFAwMFCgcGBwoKCgoKCgoKCgoKCgoK"
                  + "CgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/E"
                  + "ABYAAQEBAAAAAAAAAAAAAAAAAAAGCf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAA"
                  + "AAAAAAAACAn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AKRbDHdswAAAA//Z");

  @TempDir Path folder;

  private Path in() throws Exception {
    return Files.createDirectories(folder.resolve("in"));
  }

  private BatchOutput output() {
    return new BatchOutput(folder.resolve("out"));
  }

  private static byte[] encoded(String format, BufferedImage image) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static BufferedImage sixteenBits(int width, int height) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, width, height, 3, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, new int[] {x * 900, y * 900, 40000});
      }
    }
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            java.awt.Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    return new BufferedImage(model, raster, false, null);
  }

  /** Says, in an EXIF segment behind the start marker, that the camera was turned. */
  private static byte[] turned(byte[] jpeg) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(HexFormat.of().parseHex("ffe10022"));
    out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII));
    out.write(HexFormat.of().parseHex("00000008" + "0001" + "0112000300000001" + "00060000"));
    out.write(new byte[4]);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @Test
  void imagesOfEveryKindHaveTheirUprightSizeAndTheAnswersOfExplain() throws Exception {
    Files.write(in().resolve("cmyk.jpg"), CMYK);
    BufferedImage grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(3, 3, 0, 200);
    Files.write(in().resolve("grey.jpg"), encoded("jpg", grey));
    BufferedImage alpha = new BufferedImage(31, 42, BufferedImage.TYPE_INT_ARGB);
    alpha.setRGB(5, 5, 0x80ff0000);
    Files.write(in().resolve("alpha.png"), encoded("png", alpha));
    Files.write(in().resolve("deep.png"), encoded("png", sixteenBits(50, 60)));
    Files.write(
        in().resolve("one.png"),
        encoded("png", new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)));
    byte[] photo = Files.readAllBytes(Path.of("data/sea-sunset.jpg")); // 640 x 320
    Files.write(in().resolve("turned.jpg"), turned(photo));
    Map<String, JsonNode> explained = BatchOutput.explained(in(), folder.resolve("explained"));
    Run run = output().run(in(), "--heatmaps", "overlay");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(output().ask("SELECT parse_filename(path), width, height FROM FILE ORDER BY path"))
        .containsExactly(
            "alpha.png|31|42",
            "cmyk.jpg|16|16",
            "deep.png|50|60",
            "grey.jpg|40|30",
            "one.png|1|1",
            "turned.jpg|320|640");
    for (String row :
        output().ask("SELECT parse_filename(path), predicted_label, heatmap FROM FILE")) {
      String[] cells = row.split("\\|", -1);
      JsonNode record = explained.get(cells[0]);
      assertThat(cells[1]).isEqualTo(record.at("/predictions/0/label").asText());
      assertThat(ImageFiles.size(output().folder().resolve(cells[2])))
          .isEqualTo(
              new ImageFiles.Size(record.get("width").asInt(), record.get("height").asInt()));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such names there")
  void oddNamesAreKeptAsTheyAre() throws Exception {
    List<String> names =
        List.of(
            "a b.jpg",
            "it's.jpg",
            "say \"hi\".jpg",
            "冰川.jpg",
            "two\nlines.jpg",
            "a|b;c,d.jpg",
            "%2F %s.jpg",
            "-x.jpg",
            "back\\slash.jpg",
            "a!b.jpg",
            "[a]*.jpg",
            "é.JPG");
    for (String name : names) {
      Files.copy(Path.of("data/sea-sunset.jpg"), in().resolve(name));
    }
    Run run = output().run(in(), "--heatmaps", "png");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(output().ask("SELECT path FROM FILE"))
        .containsExactlyInAnyOrderElementsOf(names.stream().map(n -> folder + "/in/" + n).toList());
    assertThat(output().ask("SELECT DISTINCT predicted_label, width FROM FILE"))
        .containsExactly("sea|640");
    assertThat(output().heatmaps()).hasSize(names.size());
    assertThat(output().run(in(), "--heatmaps", "png").out()).contains("Scored 0 images");
    for (String format : List.of("csv", "jsonl")) {
      output().run(in(), "--heatmaps", "png", "--format", format);
      Path results = output().folder().resolve("results." + format);
      assertThat(Duck.ask(results, "SELECT path FROM FILE"))
          .isEqualTo(output().ask("SELECT path FROM FILE"));
    }
  }

  @Test
  void largeImageHasItsSizeAndTheAnswerOfExplain() throws Exception {
    int width = 4001;
    int height = 3003;
    byte[] pixels = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        double wave = Math.sin(x / 3.0) * Math.cos(y / 400.0);
        pixels[at] = (byte) (90 + 60 * wave);
        pixels[at + 1] = (byte) (110 + 50 * Math.sin(y / 250.0));
        pixels[at + 2] = (byte) (200 * (height - y) / height);
      }
    }
    ImageFiles.write(new RgbImage(width, height, pixels), in().resolve("large.jpg"));
    JsonNode record =
        BatchOutput.explained(in(), folder.resolve("explained")).values().iterator().next();
    assertThat(output().run(in()).code()).isZero();
    assertThat(output().ask("SELECT width, height FROM FILE")).containsExactly("4001|3003");
    assertThat(record.get("predictions")).hasSizeGreaterThan(4);
    for (JsonNode each : record.get("predictions")) {
      String label = each.get("label").asText();
      String found =
          output().ask("SELECT CAST(probabilities['" + label + "'] AS FLOAT) FROM FILE").get(0);
      assertThat(Double.parseDouble(found))
          .as(label)
          .isCloseTo(each.get("probability").asDouble(), within(1e-3));
    }
  }
}
