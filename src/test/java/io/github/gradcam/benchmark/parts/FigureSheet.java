package io.github.gradcam.benchmark.parts;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.BufferedImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture for people: eight figures; below them the first one without each part, without all
 * things, and its masks.
 */
public final class FigureSheet {

  private static final int ACROSS = 8;
  private static final int SCALE = 2;
  private static final int GAP = 6;

  private FigureSheet() {}

  /**
   * Draws it.
   *
   * @param figures eight or more, of one size
   */
  public static RgbImage draw(List<Figure> figures) {
    List<RgbImage> images = new ArrayList<>();
    figures.stream().limit(ACROSS).map(Figure::image).forEach(images::add);
    Figure first = figures.get(0);
    for (Part part : Part.values()) {
      images.add(first.image(1 << part.number(), 0));
    }
    images.add(first.image(FigureClasses.ALL, 0));
    images.add(first.image(0, ~0));
    images.add(masks(first));
    int cell = SCALE * first.side() + GAP;
    int rows = (images.size() + ACROSS - 1) / ACROSS;
    BufferedImage sheet =
        new BufferedImage(ACROSS * cell - GAP, rows * cell - GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = sheet.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < images.size(); i++) {
      int x = i % ACROSS * cell;
      int y = Math.floorDiv(i, ACROSS) * cell;
      pen.drawImage(BufferedImages.of(images.get(i)), x, y, cell - GAP, cell - GAP, null);
    }
    pen.dispose();
    return BufferedImages.rgb(sheet);
  }

  /** Each part in a colour of its own, things in grey. */
  private static RgbImage masks(Figure figure) {
    byte[] pixels = new byte[figure.side() * figure.side() * RgbImage.CHANNELS];
    for (Part part : Part.values()) {
      float hue = (float) part.number() / Part.COUNT;
      paint(pixels, figure.mask(part), Color.getHSBColor(hue, 0.6f, 1));
    }
    for (int thing = 0; thing < figure.things(); thing++) {
      paint(pixels, figure.thingMask(thing), Color.GRAY);
    }
    return new RgbImage(figure.side(), figure.side(), pixels);
  }

  private static void paint(byte[] pixels, boolean[] mask, Color colour) {
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        pixels[RgbImage.CHANNELS * i] = (byte) colour.getRed();
        pixels[RgbImage.CHANNELS * i + 1] = (byte) colour.getGreen();
        pixels[RgbImage.CHANNELS * i + 2] = (byte) colour.getBlue();
      }
    }
  }
}
