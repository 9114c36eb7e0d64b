package io.github.gradcam.batch.input;

import java.io.IOException;
import java.util.OptionalLong;

/** Counts images by going through them. */
final class EntryCount {

  private EntryCount() {}

  /** How many there are; empty if the thread was interrupted. What cannot be read is left out. */
  static OptionalLong of(ImageCollection.Entries entries) {
    long count = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (entries.next() == null) {
          return OptionalLong.of(count);
        }
        count++;
      } catch (IOException e) {
        // who goes through the images is told
      }
    }
    return OptionalLong.empty();
  }
}
