package io.github.gradcam.benchmark.parts;

import io.github.gradcam.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A figure of a class on a textured ground, and things lying about that tell nothing of the class.
 * Every part and every thing has a mask, and can be left out: then the image changes in its mask
 * alone, to what is behind it.
 */
public final class Figure {

  private static final int BACKGROUND = 0;
  private static final int BODY = 1;
  private static final int FIRST_PART = 2;
  private static final int FIRST_THING = FIRST_PART + Part.COUNT;
  private static final int MOST_THINGS = 6;
  private static final int TRIES = 60;
  private static final double BODY_RADIUS = 0.4;

  /** How far the parts reach, in radii of the figure. */
  private static final double REACH = 1.03;

  private static final Color BODY_COLOUR = new Color(150, 150, 150);

  /** Something that can be seen, behind all later ones. */
  private record Layer(Shape shape, Color colour) {}

  private final int classIndex;
  private final int side;
  private final long seed;

  /** By its number, the ground not among them; number 0 is never drawn. */
  private final List<Layer> layers = new ArrayList<>();

  private final double light;
  private final int[] ground;
  private final double[] wave;
  private final int[] full;

  private Figure(int classIndex, int side, long seed, SplittableRandom random) {
    this.classIndex = classIndex;
    this.side = side;
    this.seed = seed;
    this.light = 0.85 + 0.3 * random.nextDouble();
    this.ground = random.ints(RgbImage.CHANNELS, 40, 120).toArray();
    this.wave = new double[] {random.nextDouble(), random.nextDouble(), 6 * random.nextDouble()};
    this.full = new int[side * side];
  }

  /**
   * Draws a figure that the seed decides.
   *
   * @param classes its parts' variants
   * @param classIndex its class
   * @param side rows and columns of the image, 48 or more
   * @param seed of place, size, turn, light, ground and things; the class has no part in them
   */
  public static Figure of(FigureClasses classes, int classIndex, int side, long seed) {
    // not Random, whose first numbers are much the same for seeds that follow each other
    SplittableRandom random = new SplittableRandom(seed);
    Figure figure = new Figure(classIndex, side, seed, random);
    double radius = side * (0.36 + 0.06 * random.nextDouble());
    double room = side - 2 * REACH * radius;
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            REACH * radius + room * random.nextDouble(),
            REACH * radius + room * random.nextDouble());
    place.rotate(Math.toRadians(30 * random.nextDouble() - 15));
    place.scale(radius, radius);
    figure.addBodyAndParts(classes.variants().get(classIndex), place);
    figure.addThings(random, occupied(place));
    int[] numbers = figure.numbers(0, 0);
    System.arraycopy(numbers, 0, figure.full, 0, numbers.length);
    return figure;
  }

  private void addBodyAndParts(List<Integer> variants, AffineTransform place) {
    double b = BODY_RADIUS;
    layers.add(new Layer(new Rectangle2D.Double(), BODY_COLOUR));
    layers.add(
        new Layer(
            place.createTransformedShape(new Ellipse2D.Double(-b, -b, 2 * b, 2 * b)), BODY_COLOUR));
    for (Part part : Part.values()) {
      int variant = variants.get(part.number());
      layers.add(
          new Layer(place.createTransformedShape(part.shape(variant)), part.colour(variant)));
    }
  }

  /** Where any variant of any part may be, so that things tell nothing of the class. */
  private static Area occupied(AffineTransform place) {
    Area area = new Area();
    for (Part part : Part.values()) {
      for (int variant = 0; variant < Part.VARIANTS; variant++) {
        area.add(new Area(place.createTransformedShape(part.shape(variant)).getBounds()));
      }
    }
    return area;
  }

  /** About as large as parts, so that no map tells them apart by size. */
  private void addThings(SplittableRandom random, Area occupied) {
    for (int i = 0; i < TRIES && layers.size() < FIRST_THING + MOST_THINGS; i++) {
      double size = side * (0.07 + 0.025 * random.nextDouble());
      double x = size + (side - 2 * size) * random.nextDouble();
      double y = size + (side - 2 * size) * random.nextDouble();
      Color colour = Part.palette().get(random.nextInt(Part.palette().size()));
      AffineTransform place = AffineTransform.getTranslateInstance(x, y);
      place.rotate(Math.PI * random.nextDouble());
      Shape disc = new Ellipse2D.Double(-size, -size, 2 * size, 2 * size);
      Shape bar = new Rectangle2D.Double(-1.25 * size, -0.6 * size, 2.5 * size, 1.2 * size);
      Shape shape = place.createTransformedShape(random.nextBoolean() ? disc : bar);
      Rectangle2D bounds = shape.getBounds2D();
      boolean inside = new Rectangle2D.Double(0, 0, side, side).contains(bounds);
      if (inside && !occupied.intersects(bounds)) {
        occupied.add(new Area(shape.getBounds()));
        layers.add(new Layer(shape, colour));
      }
    }
  }

  public int classIndex() {
    return classIndex;
  }

  public int side() {
    return side;
  }

  /** How many things lie about. */
  public int things() {
    return layers.size() - FIRST_THING;
  }

  /** The whole image. */
  public RgbImage image() {
    return image(0, 0);
  }

  /**
   * The image without some of what is in it.
   *
   * @param parts the parts left out: bit p for {@code Part.values()[p]}
   * @param things the things left out: bit i for thing i
   */
  public RgbImage image(int parts, int things) {
    SplittableRandom random = new SplittableRandom(~seed);
    int[] numbers = numbers(parts, things);
    byte[] pixels = new byte[numbers.length * RgbImage.CHANNELS];
    for (int i = 0; i < numbers.length; i++) {
      int[] base = base(numbers[i]);
      double x = i % side;
      double y = Math.floorDiv(i, side);
      double texture =
          numbers[i] == BACKGROUND ? 15 * Math.sin(0.6 * (wave[0] * x + wave[1] * y) + wave[2]) : 0;
      for (int c = 0; c < RgbImage.CHANNELS; c++) {
        double value = light * (base[c] + texture) + 7 * random.nextGaussian();
        pixels[RgbImage.CHANNELS * i + c] = (byte) Math.round(Math.min(255, Math.max(0, value)));
      }
    }
    return new RgbImage(side, side, pixels);
  }

  private int[] base(int number) {
    if (number == BACKGROUND) {
      return ground;
    }
    Color colour = layers.get(number).colour();
    return new int[] {colour.getRed(), colour.getGreen(), colour.getBlue()};
  }

  /** Where a part is seen: [side * side], row by row. */
  public boolean[] mask(Part part) {
    return where(FIRST_PART + part.number());
  }

  /** Where a thing is seen: [side * side], row by row. */
  public boolean[] thingMask(int thing) {
    return where(FIRST_THING + thing);
  }

  private boolean[] where(int number) {
    boolean[] mask = new boolean[full.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = full[i] == number;
    }
    return mask;
  }

  /** What is seen at each pixel: the number of the last layer there. */
  private int[] numbers(int parts, int things) {
    BufferedImage canvas = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = canvas.createGraphics(); // without smooth edges, so that masks are exact
    for (int number = BODY; number < layers.size(); number++) {
      boolean out =
          number >= FIRST_THING
              ? (things >> (number - FIRST_THING) & 1) == 1
              : number >= FIRST_PART && (parts >> (number - FIRST_PART) & 1) == 1;
      if (!out) {
        pen.setColor(new Color(number));
        pen.fill(layers.get(number).shape());
      }
    }
    pen.dispose();
    int[] numbers = canvas.getRGB(0, 0, side, side, null, 0, side);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] &= 0xffffff;
    }
    return numbers;
  }
}
