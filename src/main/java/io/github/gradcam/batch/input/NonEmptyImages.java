package io.github.gradcam.batch.input;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes an input without any image an error; one that failed has said so itself. */
record NonEmptyImages(ImageCollection images, String input) implements ImageCollection {

  @Override
  public Entries open() throws IOException {
    return new NonEmptyEntries(images.open(), input);
  }

  @Override
  public OptionalLong count() throws IOException {
    return images.count();
  }

  private static final class NonEmptyEntries implements Entries {

    private final Entries entries;
    private final String input;
    private boolean asked;

    NonEmptyEntries(Entries entries, String input) {
      this.entries = entries;
      this.input = input;
    }

    @Override
    public @Nullable ImageEntry next() throws IOException {
      boolean first = !asked;
      asked = true;
      ImageEntry entry = entries.next();
      if (entry == null && first) {
        throw new IOException(
            "Expected images (.jpg, .png, ...) in %s, found none; check the path".formatted(input));
      }
      return entry;
    }

    @Override
    public double share() {
      return entries.share();
    }

    @Override
    public void close() throws IOException {
      entries.close();
    }
  }
}
