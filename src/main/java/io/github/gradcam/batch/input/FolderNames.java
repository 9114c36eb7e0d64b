package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The names in a folder that are not hidden, sorted. A huge folder is listed several times, and
 * each time only the names that come next are kept, so that memory is bounded.
 */
final class FolderNames {

  private static final int NAMES_IN_MEMORY = 100_000;

  private final Path folder;
  private final FolderListing listing;
  private final int limit;
  private List<Path> names = List.of();
  private int position;
  private boolean more = true;
  private @Nullable Path last;

  FolderNames(Path folder, FolderListing listing) {
    this(folder, listing, NAMES_IN_MEMORY);
  }

  FolderNames(Path folder, FolderListing listing, int limit) {
    this.folder = folder;
    this.listing = listing;
    this.limit = limit;
  }

  /** The next name, without its folder; null at the end, and after a failure. */
  @Nullable Path next() throws IOException {
    if (position == names.size() && more) {
      list();
    }
    return position < names.size() ? names.get(position++) : null;
  }

  private void list() throws IOException {
    more = false;
    // The largest is on top, to be dropped when there are too many.
    PriorityQueue<Path> smallest = new PriorityQueue<>(Comparator.reverseOrder());
    try (DirectoryStream<Path> children = listing.open(folder)) {
      for (Path child : children) {
        Path name = child.getFileName();
        boolean given = last != null && name.compareTo(last) <= 0;
        if (given || name.toString().startsWith(".")) {
          continue;
        }
        smallest.add(name);
        if (smallest.size() > limit) {
          smallest.remove();
          more = true;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw FolderListing.failure(folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw FolderListing.failure(folder, e);
    }
    names = new ArrayList<>(smallest);
    names.sort(null);
    position = 0;
    last = names.isEmpty() ? last : names.get(names.size() - 1);
  }
}
