package io.github.gradcam.batch.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The images of several collections, one after the other; only one of them is open at a time. */
final class JoinedEntries implements ImageCollection.Entries {

  /** Gives the collections in turn. */
  @FunctionalInterface
  interface Sources {

    /** The next one, null at the end; after a failure, the one behind it can be asked for. */
    @Nullable ImageCollection next() throws IOException;
  }

  private final Sources sources;
  private ImageCollection.@Nullable Entries current;

  JoinedEntries(Sources sources) {
    this.sources = sources;
  }

  @Override
  public @Nullable ImageEntry next() throws IOException {
    while (true) {
      if (current == null) {
        ImageCollection source = sources.next();
        if (source == null) {
          return null;
        }
        current = source.open();
      }
      ImageEntry entry = current.next();
      if (entry != null) {
        return entry;
      }
      close();
    }
  }

  /** How much of the present collection lies behind; 0 between two. */
  @Override
  public double share() {
    ImageCollection.Entries open = current;
    return open == null ? 0 : open.share();
  }

  @Override
  public void close() throws IOException {
    ImageCollection.Entries open = current;
    current = null;
    if (open != null) {
      open.close();
    }
  }
}
