package io.github.gradcam.report.results;

import io.github.gradcam.image.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A set of paths of which only fingerprints of 128 bits are held: 32 to 64 bytes a path, however
 * long it is. Two of a thousand million paths share one with a chance of about 1e-21. Threads may
 * share a set.
 */
public final class PathSet {

  private static final int FIRST_SLOTS = 1 << 12;

  private final MessageDigest digest = Sha256.begin();
  // Two numbers a slot, open addressing; both are 0 in an empty one.
  private long[] slots = new long[2 * FIRST_SLOTS];
  private int size;

  /** Makes an empty set. */
  public PathSet() {}

  /**
   * Takes a path in.
   *
   * @param path any text
   * @return whether it is new
   */
  public synchronized boolean add(String path) {
    if (3L * size >= slots.length) {
      grow();
    }
    ByteBuffer print = fingerprint(path);
    boolean isNew = put(print.getLong(), print.getLong());
    if (isNew) {
      size++;
    }
    return isNew;
  }

  /**
   * Looks for a path.
   *
   * @param path any text
   * @return whether it is in
   */
  public synchronized boolean contains(String path) {
    ByteBuffer print = fingerprint(path);
    long high = print.getLong();
    long low = print.getLong();
    int slot = slot(high, low);
    return slots[slot] == high && slots[slot + 1] == low;
  }

  /**
   * Counts the paths.
   *
   * @return how many differ
   */
  public synchronized int size() {
    return size;
  }

  private ByteBuffer fingerprint(String path) {
    return ByteBuffer.wrap(digest.digest(path.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean put(long high, long low) {
    int slot = slot(high, low);
    boolean isNew = slots[slot] != high || slots[slot + 1] != low;
    slots[slot] = high;
    slots[slot + 1] = low;
    return isNew;
  }

  /** Where a fingerprint is, or the empty place for it. */
  private int slot(long high, long low) {
    int mask = slots.length - 1;
    int slot = ((int) high << 1) & mask;
    while ((slots[slot] != high || slots[slot + 1] != low)
        && (slots[slot] != 0 || slots[slot + 1] != 0)) {
      slot = (slot + 2) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.multiplyExact(2, old.length)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        put(old[i], old[i + 1]);
      }
    }
  }
}
