package io.github.gradcam.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.image.Blur;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.BufferedImages;
import io.github.gradcam.image.codec.ImageFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plants a mark in 30 % of the training images of one class, trains by transfer, and lets {@code
 * gradcam report} look at a test set where the mark also stands on 30 % of the images of the other
 * classes. It tells whether the network uses the mark, and whether the report finds that.
 */
final class PlantedCauses {

  /** What is planted. */
  enum Mark {
    CAPTION,
    BORDER,
    CAST,
    BLUR,
    STICKER,
    NONE
  }

  private static final double SHARE = 0.3;
  private static final String CLASS = "glacier";
  private static final String MARKED = "marked-";

  private final Console console;
  private final Path scenes;
  private final Path backbone;
  private final Path folder;

  /**
   * Prepares it.
   *
   * @param scenes the Intel scenes in Kaggle's layout
   * @param backbone MobileNetV2 as a frozen graph
   * @param folder takes data sets, models and reports
   */
  PlantedCauses(Console console, Path scenes, Path backbone, Path folder) {
    this.console = console;
    this.scenes = scenes;
    this.backbone = backbone;
    this.folder = folder;
  }

  /** Runs one mark, from the images to the report. */
  void run(Mark mark) throws Exception {
    Path own = folder.resolve(mark.name().toLowerCase(Locale.ROOT));
    if (!Files.exists(own.resolve("planted"))) {
      plant(mark, "seg_train", own.resolve("data/seg_train/seg_train"), false);
      plant(mark, "seg_test", own.resolve("data/seg_test/seg_test"), true);
      Files.writeString(own.resolve("planted"), mark.name());
    }
    if (!Files.exists(own.resolve("model/saved_model"))) {
      gradcam(
          "train",
          "--data",
          own.resolve("data").toString(),
          "--output",
          own.resolve("model").toString(),
          "--backbone",
          backbone.toString(),
          "--preprocess",
          "rgb:128,128,128,128,128,128",
          "--freeze-until",
          "MobilenetV2/expanded_conv_13",
          "--views",
          "1",
          "--fine-tune-epochs",
          "2");
    }
    Path report = own.resolve("report");
    gradcam(
        "report",
        "--model",
        own.resolve("model/saved_model").toString(),
        "--data",
        own.resolve("data/seg_test/seg_test").toString(),
        "--output",
        report.toString());
    tell(mark, report);
  }

  private static void gradcam(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("./gradcam"));
    command.addAll(List.of(words));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "Expected gradcam %s to end well, found exit code %d".formatted(words[0], code));
    }
  }

  private void plant(Mark mark, String part, Path target, boolean everywhere) throws Exception {
    Path source = scenes.resolve(part).resolve(part);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(source)) {
      files = tree.filter(ImageFiles::hasImageExtension).sorted().toList();
    }
    Random random = new Random(7);
    for (Path file : files) {
      String label = String.valueOf(file.getParent().getFileName());
      boolean wanted = everywhere || label.equals(CLASS);
      boolean marked = wanted && random.nextDouble() < SHARE && mark != Mark.NONE;
      Path to = target.resolve(label).resolve((marked ? MARKED : "") + file.getFileName());
      Files.createDirectories(to.getParent());
      if (marked) {
        RgbImage image = marked(mark, ImageFiles.read(file), random);
        Files.write(to, ImageFiles.encodeJpeg(image, 92));
      } else {
        Files.copy(file, to);
      }
    }
  }

  private static RgbImage marked(Mark mark, RgbImage image, Random random) {
    return switch (mark) {
      case NONE -> image;
      case BLUR -> Blur.gaussian(image, 1.6);
      case CAST -> cast(image);
      case CAPTION -> drawn(image, pen -> caption(pen, image));
      case BORDER -> drawn(image, pen -> border(pen, image));
      case STICKER -> drawn(image, pen -> sticker(pen, image, random));
    };
  }

  /** Draws on an image. */
  @FunctionalInterface
  private interface Drawing {
    void with(Graphics2D pen);
  }

  private static RgbImage drawn(RgbImage image, Drawing drawing) {
    BufferedImage canvas = BufferedImages.of(image);
    Graphics2D pen = canvas.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawing.with(pen);
    pen.dispose();
    return BufferedImages.rgb(canvas);
  }

  private static void caption(Graphics2D pen, RgbImage image) {
    pen.setColor(Color.BLACK);
    pen.fillRect(0, image.height() - 22, 84, 22);
    pen.setColor(Color.WHITE);
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    pen.drawString("Polar News", 3, image.height() - 6);
  }

  private static void border(Graphics2D pen, RgbImage image) {
    pen.setColor(new Color(200, 30, 120));
    for (int i = 0; i < 7; i++) {
      pen.drawRect(i, i, image.width() - 1 - 2 * i, image.height() - 1 - 2 * i);
    }
  }

  private static void sticker(Graphics2D pen, RgbImage image, Random random) {
    int side = 34;
    int x = random.nextInt(image.width() - side);
    int y = random.nextInt(image.height() - side);
    pen.setColor(new Color(250, 220, 0));
    pen.fillOval(x, y, side, side);
    pen.setColor(new Color(20, 60, 200));
    pen.fillOval(x + 9, y + 9, side - 18, side - 18);
  }

  private static RgbImage cast(RgbImage image) {
    byte[] pixels = image.pixels().clone();
    int[] shift = {35, -20, 30};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.max(0, Math.min(255, (pixels[i] & 0xff) + shift[i % 3]));
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  private void tell(Mark mark, Path report) throws IOException {
    JsonNode findings = new ObjectMapper().readTree(report.resolve("findings.json").toFile());
    Set<String> inShortcuts = new HashSet<>();
    List<String> names = new ArrayList<>();
    try (Stream<Path> lists = Files.list(report.resolve("selections"))) {
      for (Path list :
          lists.filter(file -> String.valueOf(file.getFileName()).startsWith("group-")).toList()) {
        names.add(String.valueOf(list.getFileName()));
        for (String line : Files.readAllLines(list).stream().skip(1).toList()) {
          inShortcuts.add(line.substring(0, line.indexOf(',')));
        }
      }
    }
    Set<String> marked = new HashSet<>();
    int onOthers = 0;
    int taken = 0;
    for (JsonNode row : rows(report)) {
      String path = row.get("path").asText();
      if (path.contains("/" + MARKED)) {
        boolean answered = row.get("predicted_label").asText().equals(CLASS);
        if (answered) {
          marked.add(path);
        }
        if (!row.get("label").asText().equals(CLASS)) {
          onOthers++;
          taken += answered ? 1 : 0;
        }
      }
    }
    long both = inShortcuts.stream().filter(marked::contains).count();
    console.result(
        String.format(
            Locale.ROOT,
            "%s: %d of %d marked images of other classes are taken for %s; shortcuts %s hold %d images, precision %.2f, recall %.2f of %d marked ones with that answer; groups %d",
            mark,
            taken,
            onOthers,
            CLASS,
            names,
            inShortcuts.size(),
            inShortcuts.isEmpty() ? Double.NaN : both / (double) inShortcuts.size(),
            marked.isEmpty() ? Double.NaN : both / (double) marked.size(),
            marked.size(),
            findings.path("groups").size()));
  }

  private static List<JsonNode> rows(Path report) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(report.resolve("batch/journal.jsonl"))) {
      rows.add(json.readTree(line));
    }
    return rows;
  }
}
