package io.github.gradcam.fuzz;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages bytes: flips, cuts, moves and overwrites parts of them. */
final class Mutator {

  private static final int MOST_CHANGES = 6;
  private static final int MOST_BYTES = 64;
  private static final int HEADER_BYTES = 256;

  /** What sizes, counts and offsets must not be trusted to be. */
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    7,
    8,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    1_000_000,
    0x7fffffff,
    0x80000000L,
    0xfffffffeL,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  /** A damaged copy; parts of the other may get into it. */
  byte[] mutated(byte[] seed, byte[] other) {
    byte[] bytes = seed.clone();
    for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0 && bytes.length > 0; left--) {
      bytes = changed(bytes, other);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes, byte[] other) {
    int at = place(bytes.length);
    int length = Math.min(1 + random.nextInt(MOST_BYTES), bytes.length - at);
    return switch (random.nextInt(10)) {
      case 0, 1 -> flipped(bytes, at);
      case 2 -> overwritten(bytes, at, new byte[] {(byte) random.nextInt()});
      case 3, 4, 5 -> overwritten(bytes, at, number());
      case 6 -> joined(bytes, at, noise(length), at);
      case 7 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      case 8 -> joined(bytes, at, new byte[0], at + length);
      default -> random.nextBoolean() ? Arrays.copyOf(bytes, at) : spliced(bytes, at, other);
    };
  }

  /** Anywhere, but often near the beginning or the end, where headers and directories are. */
  private int place(int length) {
    int near = random.nextInt(Math.min(HEADER_BYTES, length));
    return switch (random.nextInt(4)) {
      case 0 -> near;
      case 1 -> length - 1 - near;
      default -> random.nextInt(length);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return bytes;
  }

  private static byte[] overwritten(byte[] bytes, int at, byte[] part) {
    System.arraycopy(part, 0, bytes, at, Math.min(part.length, bytes.length - at));
    return bytes;
  }

  /** A number of 1, 2, 4 or 8 bytes, big or little endian. */
  private byte[] number() {
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    byte[] bytes = new byte[1 << random.nextInt(4)];
    boolean bigEndian = random.nextBoolean();
    for (int i = 0; i < bytes.length; i++) {
      bytes[bigEndian ? bytes.length - 1 - i : i] = (byte) (value >> (Byte.SIZE * i));
    }
    return bytes;
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The beginning of one and the rest of the other. */
  private byte[] spliced(byte[] bytes, int at, byte[] other) {
    return joined(Arrays.copyOf(bytes, at), at, other, at, place(other.length));
  }

  private static byte[] joined(byte[] bytes, int until, byte[] part, int from) {
    byte[] all = new byte[until + part.length + bytes.length - from];
    System.arraycopy(bytes, 0, all, 0, until);
    System.arraycopy(part, 0, all, until, part.length);
    System.arraycopy(bytes, from, all, until + part.length, bytes.length - from);
    return all;
  }

  private static byte[] joined(byte[] start, int until, byte[] other, int from, int otherFrom) {
    return joined(start, until, Arrays.copyOfRange(other, otherFrom, other.length), from);
  }
}
