package io.github.gradcam.batch.input;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One image file, whatever its name ends in. */
record SingleImage(Path file) implements ImageCollection {

  @Override
  public Entries open() {
    return new Once(FileContent.entry(file));
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(1);
  }

  private static final class Once implements Entries {

    private @Nullable ImageEntry entry;

    Once(ImageEntry entry) {
      this.entry = entry;
    }

    @Override
    public @Nullable ImageEntry next() {
      ImageEntry given = entry;
      entry = null;
      return given;
    }

    @Override
    public double share() {
      return entry == null ? 1 : 0;
    }

    @Override
    public void close() {
      entry = null;
    }
  }
}
