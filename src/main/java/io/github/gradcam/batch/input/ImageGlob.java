package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The images that a pattern stands for; folders and archives that match are gone through. */
record ImageGlob(String text, InputKinds kinds) implements ImageCollection {

  @Override
  public Entries open() throws IOException {
    return new JoinedEntries(new Matches(GlobPattern.of(text)));
  }

  @Override
  public OptionalLong count() throws IOException {
    Matches matches = new Matches(GlobPattern.of(text));
    long sum = 0;
    while (!Thread.currentThread().isInterrupted()) {
      OptionalLong count = count(matches);
      if (count == null) {
        return OptionalLong.of(sum);
      }
      if (count.isEmpty()) {
        return count;
      }
      sum += count.getAsLong();
    }
    return OptionalLong.empty();
  }

  /** The images of the next match; null at the end. */
  private static @Nullable OptionalLong count(Matches matches) {
    try {
      ImageCollection match = matches.next();
      return match == null ? null : match.count();
    } catch (IOException e) { // who goes through the images is told
      return OptionalLong.of(0);
    }
  }

  /** What matches; no match is an error. */
  private final class Matches implements JoinedEntries.Sources {

    private final GlobPattern pattern;
    private final GlobWalk walk;
    private boolean satisfied;

    Matches(GlobPattern pattern) {
      this.pattern = pattern;
      this.walk = new GlobWalk(pattern, kinds.excluded(), Files::newDirectoryStream);
    }

    @Override
    public @Nullable ImageCollection next() throws IOException {
      boolean before = satisfied;
      satisfied = true;
      for (Path match = walk.next(); match != null; match = walk.next()) {
        ImageCollection images = kinds.matched(match, pattern.extension());
        if (images != null) {
          return images;
        }
      }
      if (!before) {
        throw new IOException(
            "Expected an image, a folder or an archive that matches %s, found none; check the pattern"
                .formatted(text));
      }
      return null;
    }
  }
}
