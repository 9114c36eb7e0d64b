package io.github.gradcam.model.foreign.lowering;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number that sizes are computed with, such as one dimension of a shape. Two are equal that count
 * the same, however the images lie among the rest.
 *
 * @param factor the number itself, or how many there are for each image of the batch
 * @param lead how many of these stand around the images: 197 where the first of 197 is that of all
 *     images, then the second; 1 where all of an image is together
 * @param kind what the factor means
 */
public record Dimension(long factor, long lead, Kind kind) {

  /** What is known of a size. */
  public enum Kind {
    /** The number. */
    KNOWN,
    /** A multiple of the images in the batch. */
    BATCH,
    /** Nothing before the network runs. */
    UNKNOWN
  }

  /**
   * A size of which the images are the outermost.
   *
   * @param factor as described above
   * @param kind as described above
   */
  public Dimension(long factor, Kind kind) {
    this(factor, 1, kind);
  }

  /** The images in the batch. */
  public static final Dimension BATCH = new Dimension(1, Kind.BATCH);

  /** Known only when the network runs. */
  public static final Dimension UNKNOWN = new Dimension(-1, Kind.UNKNOWN);

  /**
   * A known number.
   *
   * @param number any
   * @return its size
   */
  public static Dimension of(long number) {
    return new Dimension(number, Kind.KNOWN);
  }

  /**
   * Known numbers.
   *
   * @param numbers any
   * @return a size each
   */
  public static List<Dimension> all(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Dimension::of).toList();
  }

  /** {@return whether the number is known} */
  public boolean isKnown() {
    return kind == Kind.KNOWN;
  }

  /** {@return whether it is a multiple of the images in the batch} */
  public boolean isBatch() {
    return kind == Kind.BATCH;
  }

  /**
   * Whether it is a known number.
   *
   * @param number the number
   * @return whether it is this one
   */
  public boolean is(long number) {
    return isKnown() && factor == number;
  }

  /**
   * Multiplies, as a dimension that becomes one with the next.
   *
   * @param other another size
   * @return unknown where the product is no multiple of the batch
   */
  public Dimension times(Dimension other) {
    if (is(0) || other.is(0)) {
      return of(0);
    }
    if (kind == Kind.UNKNOWN || other.kind == Kind.UNKNOWN || (isBatch() && other.isBatch())) {
      return UNKNOWN;
    }
    long product = Math.multiplyExact(factor, other.factor);
    if (isBatch()) {
      return new Dimension(product, lead, Kind.BATCH);
    }
    return other.isBatch()
        ? new Dimension(product, Math.multiplyExact(factor, other.lead), Kind.BATCH)
        : of(product);
  }

  /**
   * Divides and rounds towards zero.
   *
   * @param other another size
   * @return unknown where the quotient depends on the batch in another way than as a multiple
   */
  public Dimension over(Dimension other) {
    if (kind == Kind.UNKNOWN || other.kind == Kind.UNKNOWN || other.factor == 0) {
      return UNKNOWN;
    }
    if (kind == other.kind && (isKnown() || factor % other.factor == 0)) {
      return of(factor / other.factor);
    }
    boolean whole = isBatch() && other.isKnown() && factor % other.factor == 0;
    long rest = whole && lead % other.factor == 0 ? lead / other.factor : 1;
    return whole ? new Dimension(factor / other.factor, rest, Kind.BATCH) : UNKNOWN;
  }

  /**
   * Adds.
   *
   * @param other another size
   * @return unknown where the sum is neither a number nor a multiple of the batch
   */
  public Dimension plus(Dimension other) {
    if (is(0)) {
      return other;
    } else if (other.is(0)) {
      return this;
    }
    boolean alike = kind == other.kind && kind != Kind.UNKNOWN;
    return alike ? new Dimension(Math.addExact(factor, other.factor), kind) : UNKNOWN;
  }

  /**
   * The product of sizes.
   *
   * @param sizes any number of them
   * @return 1 of none
   */
  public static Dimension product(List<Dimension> sizes) {
    return sizes.stream().reduce(of(1), Dimension::times);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dimension size && factor == size.factor && kind == size.kind;
  }

  @Override
  public int hashCode() {
    return Objects.hash(factor, kind);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case KNOWN -> String.valueOf(factor);
      case BATCH -> factor == 1 ? "N" : factor + " N";
      case UNKNOWN -> "?";
    };
  }
}
