package io.github.gradcam.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers which paths there were, 16 bytes of the SHA-256 of each: two paths that differ do not
 * look the same in any run that can be made. A million paths take about 40 MB at most.
 */
final class SeenPaths {

  private static final int FIRST_SLOTS = 1 << 10;

  private final MessageDigest digest;

  /** Two longs a slot, both 0 where it is free; never more than half full. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private int size;

  SeenPaths() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every JDK has", e);
    }
  }

  /** Adds a path; false if it was there. */
  boolean add(String path) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(path.getBytes(StandardCharsets.UTF_8)));
    if (!put(slots, hash.getLong(), hash.getLong())) {
      return false;
    }
    if (++size * 4L > slots.length) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(slots.length, 2)];
    for (int i = 0; i < slots.length; i += 2) {
      if ((slots[i] | slots[i + 1]) != 0) {
        put(larger, slots[i], slots[i + 1]);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] slots, long high, long low) {
    int at = (int) (low & (slots.length / 2 - 1)) * 2;
    while ((slots[at] | slots[at + 1]) != 0) {
      if (slots[at] == high && slots[at + 1] == low) {
        return false;
      }
      at = (at + 2) % slots.length;
    }
    slots[at] = high;
    slots[at + 1] = low;
    return true;
  }
}
