package io.github.gradcam.benchmark.parts;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A part of a figure. Each has four variants: two shapes, each in two colours. Places and sizes are
 * in units of the figure's radius, with the middle of the body at (0, 0) and y pointing down.
 */
public enum Part {
  HEAD(0, 0, -0.68, 0.28, List.of(polygon(0, -1, 1, 1, -1, 1), hat()), "d42a2a", "2a5cd4"),
  LEFT(1, -0.68, 0, 0.28, List.of(star(), ring()), "2a5cd4", "e3c01f"),
  RIGHT(2, 0.68, 0, 0.28, List.of(plus(), diamond()), "e3c01f", "2aa84a"),
  FOOT(3, 0, 0.68, 0.28, List.of(bowl(), comb()), "2aa84a", "d42a2a"),
  BADGE(4, 0, 0, 0.24, List.of(frame(), cross()), "e3c01f", "d42a2a");

  /** How many variants a part has. */
  static final int VARIANTS = 4;

  /** How many parts a figure has. */
  public static final int COUNT = 5;

  private final int number;
  private final double x;
  private final double y;
  private final double radius;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, and nobody changes a shape
  private final List<Shape> shapes;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Color> colours;

  /** The shapes reach from -1 to 1; the colours are six hexadecimal digits. */
  Part(
      int number,
      double x,
      double y,
      double radius,
      List<Shape> shapes,
      String first,
      String second) {
    this.number = number;
    this.x = x;
    this.y = y;
    this.radius = radius;
    this.shapes = shapes;
    this.colours = List.of(colour(first), colour(second));
  }

  /** Which bit of a set of parts stands for it, from 0. */
  public int number() {
    return number;
  }

  /** Where a variant is, on a figure of radius 1 around (0, 0). */
  Shape shape(int variant) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(radius, radius);
    return place.createTransformedShape(shapes.get(variant % shapes.size()));
  }

  Color colour(int variant) {
    return colours.get(variant / shapes.size());
  }

  private static Color colour(String digits) {
    return new Color(Integer.parseInt(digits, 16));
  }

  /** All colours of parts. */
  static List<Color> palette() {
    return List.of(colour("d42a2a"), colour("2a5cd4"), colour("e3c01f"), colour("2aa84a"));
  }

  private static Shape polygon(double... places) {
    Path2D path = new Path2D.Double();
    path.moveTo(places[0], places[1]);
    for (int i = 2; i < places.length; i += 2) {
      path.lineTo(places[i], places[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static Shape hat() {
    return polygon(-0.45, -1, 0.45, -1, 0.45, 0.3, 1, 0.3, 1, 1, -1, 1, -1, 0.3, -0.45, 0.3);
  }

  private static Shape star() {
    double[] places = new double[20];
    for (int i = 0; i < 10; i++) {
      double far = i % 2 == 0 ? 1 : 0.42;
      places[2 * i] = far * Math.sin(i * Math.PI / 5);
      places[2 * i + 1] = -far * Math.cos(i * Math.PI / 5);
    }
    return polygon(places);
  }

  private static Shape ring() {
    return without(new Ellipse2D.Double(-1, -1, 2, 2), new Ellipse2D.Double(-0.5, -0.5, 1, 1));
  }

  private static Shape plus() {
    Area area = new Area(new Rectangle2D.Double(-1, -0.35, 2, 0.7));
    area.add(new Area(new Rectangle2D.Double(-0.35, -1, 0.7, 2)));
    return area;
  }

  private static Shape cross() {
    return AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(plus());
  }

  private static Shape diamond() {
    return polygon(0, -1, 0.75, 0, 0, 1, -0.75, 0);
  }

  private static Shape bowl() {
    return new Arc2D.Double(-1, -1.9, 2, 2.8, 180, 180, Arc2D.PIE);
  }

  private static Shape comb() {
    Area area = new Area(new Rectangle2D.Double(-1, -0.9, 2, 0.6));
    for (double left : new double[] {-1, -0.25, 0.5}) {
      area.add(new Area(new Rectangle2D.Double(left, -0.9, 0.5, 1.8)));
    }
    return area;
  }

  private static Shape frame() {
    return without(
        new Rectangle2D.Double(-0.85, -0.85, 1.7, 1.7),
        new Rectangle2D.Double(-0.4, -0.4, 0.8, 0.8));
  }

  private static Shape without(Shape whole, Shape hole) {
    Area area = new Area(whole);
    area.subtract(new Area(hole));
    return area;
  }
}
