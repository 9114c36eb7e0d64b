package io.github.gradcam.benchmark;

import io.github.gradcam.image.Blur;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.BufferedImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Random;

/** What is planted in images, in proportion to their height. */
public enum PlantedMark {
  /** White words on black in the lower left corner. */
  CAPTION {
    @Override
    public RgbImage on(RgbImage image, Random random) {
      return drawn(image, pen -> caption(pen, image));
    }
  },

  /** A pink frame. */
  BORDER {
    @Override
    public RgbImage on(RgbImage image, Random random) {
      return drawn(image, pen -> border(pen, image));
    }
  },

  /** More red and blue, less green, everywhere. */
  CAST {
    @Override
    public RgbImage on(RgbImage image, Random random) {
      byte[] pixels = image.pixels().clone();
      int[] shift = {35, -20, 30};
      for (int i = 0; i < pixels.length; i++) {
        int value = (pixels[i] & 0xff) + shift[i % shift.length];
        pixels[i] = (byte) Math.max(0, Math.min(255, value));
      }
      return new RgbImage(image.width(), image.height(), pixels);
    }
  },

  /** A Gaussian blur. */
  BLUR {
    @Override
    public RgbImage on(RgbImage image, Random random) {
      return Blur.gaussian(image, 1.6 * image.height() / SIDE);
    }
  },

  /** A yellow disc with a blue middle, at a place drawn anew for each image. */
  STICKER {
    @Override
    public RgbImage on(RgbImage image, Random random) {
      return drawn(image, pen -> sticker(pen, image, random));
    }
  },

  /** Nothing. */
  NONE {
    @Override
    public RgbImage on(RgbImage image, Random random) {
      return image;
    }
  };

  /** The height of an image in the Intel scenes, at which sizes are given. */
  private static final int SIDE = 150;

  /** Draws on an image. */
  @FunctionalInterface
  private interface Drawing {
    void with(Graphics2D pen);
  }

  /**
   * Marks an image.
   *
   * @param image stays as it is
   * @param random decides where, if that is open
   * @return a marked copy
   */
  public abstract RgbImage on(RgbImage image, Random random);

  /** {@return its name in files and on the command line} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static RgbImage drawn(RgbImage image, Drawing drawing) {
    BufferedImage canvas = BufferedImages.of(image);
    Graphics2D pen = canvas.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawing.with(pen);
    pen.dispose();
    return BufferedImages.rgb(canvas);
  }

  private static int scaled(RgbImage image, int size) {
    return Math.max(1, Math.round((float) size * image.height() / SIDE));
  }

  private static void caption(Graphics2D pen, RgbImage image) {
    int height = scaled(image, 22);
    pen.setColor(Color.BLACK);
    pen.fillRect(0, image.height() - height, scaled(image, 84), height);
    pen.setColor(Color.WHITE);
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, scaled(image, 14)));
    pen.drawString("Polar News", scaled(image, 3), image.height() - scaled(image, 6));
  }

  private static void border(Graphics2D pen, RgbImage image) {
    pen.setColor(new Color(200, 30, 120));
    for (int i = 0; i < scaled(image, 7); i++) {
      pen.drawRect(i, i, image.width() - 1 - 2 * i, image.height() - 1 - 2 * i);
    }
  }

  private static void sticker(Graphics2D pen, RgbImage image, Random random) {
    int side = scaled(image, 34);
    int rim = scaled(image, 9);
    int x = random.nextInt(image.width() - side);
    int y = random.nextInt(image.height() - side);
    pen.setColor(new Color(250, 220, 0));
    pen.fillOval(x, y, side, side);
    pen.setColor(new Color(20, 60, 200));
    pen.fillOval(x + rim, y + rim, side - 2 * rim, side - 2 * rim);
  }
}
