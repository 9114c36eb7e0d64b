package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Finds the files and folders that a pattern matches, one at a time, by name. */
final class GlobWalk {

  /** A folder, the place in the pattern of the names that are looked for in it, and these names. */
  private record Level(Path folder, int step, FolderNames names) {}

  private final GlobPattern pattern;
  private final Path excluded;
  private final FolderListing listing;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** Matches that were found on the way down and not given yet. */
  private final Deque<Path> found = new ArrayDeque<>();

  /** Begins; {@code excluded} is left out. */
  GlobWalk(GlobPattern pattern, Path excluded, FolderListing listing) {
    this.pattern = pattern;
    this.excluded = FolderWalk.real(excluded);
    this.listing = listing;
    reach(pattern.base(), 0);
  }

  /** The next match; null at the end. */
  @Nullable Path next() throws IOException {
    while (found.isEmpty() && !levels.isEmpty()) {
      Level level = levels.element();
      Path name = level.names().next();
      if (name == null) {
        levels.remove();
      } else {
        visit(level, name);
      }
    }
    return found.poll();
  }

  private void visit(Level level, Path name) {
    GlobPattern.Step step = pattern.steps().get(level.step());
    Path child = level.folder().resolve(name);
    if (step.isAnyDepth()) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        reach(child, level.step());
      }
    } else if (step.matches(name)) {
      reach(child, level.step() + 1);
    }
  }

  /** Goes on from a path whose names match all steps before one. */
  private void reach(Path path, int next) {
    boolean folder = Files.isDirectory(path);
    if (folder && FolderWalk.real(path).equals(excluded)) {
      return;
    }
    if (next == pattern.steps().size()) {
      if (folder || !pattern.foldersOnly()) {
        found.add(path);
      }
      return;
    }
    GlobPattern.Step step = pattern.steps().get(next);
    if (!folder) {
      return;
    }
    if (step.isAnyDepth()) {
      boolean last = next + 1 == pattern.steps().size();
      if (!last) {
        levels.push(new Level(path, next, new FolderNames(path, listing)));
      }
      reach(path, next + 1);
    } else if (step.matcher() == null) {
      Path child = path.resolve(step.text());
      if (Files.exists(child)) {
        reach(child, next + 1);
      }
    } else {
      levels.push(new Level(path, next, new FolderNames(path, listing)));
    }
  }
}
