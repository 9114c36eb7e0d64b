package io.github.gradcam.batch.input;

import io.github.gradcam.report.results.PathSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The images that a user named: folders, patterns, image files, zip and tar archives, and lists of
 * files, in the order given, each image once.
 *
 * <p>An input that cannot be read fails when its turn comes, with a message that names it, and the
 * next one goes on.
 */
public final class ImageInputs implements ImageCollection {

  private final List<String> inputs;
  private final InputKinds kinds;

  private ImageInputs(List<String> inputs, InputKinds kinds) {
    this.inputs = List.copyOf(inputs);
    this.kinds = kinds;
  }

  /**
   * Joins inputs; nothing is opened yet.
   *
   * @param inputs paths and patterns as typed
   * @param output a folder that is left out where it lies inside an input
   * @param columns the names of the columns of lists
   * @return their images
   */
  public static ImageInputs of(List<String> inputs, Path output, ListColumns columns) {
    return new ImageInputs(inputs, new InputKinds(output, columns));
  }

  /**
   * Tells a list of images by its name.
   *
   * @param input as typed
   * @return whether it is a file called so
   */
  public static boolean isList(Path input) {
    return ListKind.named(input) != null && Files.isRegularFile(input);
  }

  /**
   * Reads a list of images whole.
   *
   * @param list as {@code batch} takes it
   * @return its images in their order, those that are not there among them
   * @throws IOException if it cannot be read
   */
  public static List<ImageEntry> listed(Path list) throws IOException {
    List<ImageEntry> all = new ArrayList<>();
    ImageInputs images = of(List.of(list.toString()), Path.of(""), ListColumns.DEFAULT);
    try (Entries entries = images.open()) {
      for (ImageEntry entry = entries.next(); entry != null; entry = entries.next()) {
        all.add(entry);
      }
    }
    return all;
  }

  /**
   * Looks for an image in each input, before any work.
   *
   * @throws IOException if an input is not there or holds no image, or if none can be read; the
   *     message names it
   */
  public void check() throws IOException {
    BrokenSourceException failure = null;
    boolean any = false;
    for (String input : inputs) {
      try {
        any |= hasImage(input);
      } catch (BrokenSourceException e) { // its turn comes later
        failure = e;
      }
    }
    if (failure != null && !any) {
      throw failure;
    }
  }

  private boolean hasImage(String input) throws IOException {
    BrokenSourceException failure = null;
    try (Entries entries = new NonEmptyImages(kinds.typed(input), input).open()) {
      for (boolean over = false; !over; ) {
        try {
          if (entries.next() != null) {
            return true;
          }
          over = true;
        } catch (BrokenSourceException e) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return false;
  }

  @Override
  public Entries open() {
    return new DistinctEntries();
  }

  /**
   * The sum over the inputs; those that fail count as none, and an image that is reached twice
   * counts twice.
   */
  @Override
  public OptionalLong count() {
    long sum = 0;
    for (String input : inputs) {
      OptionalLong count = count(input);
      if (count.isEmpty() || Thread.currentThread().isInterrupted()) {
        return OptionalLong.empty();
      }
      sum += count.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private OptionalLong count(String input) {
    try {
      return kinds.typed(input).count();
    } catch (IOException e) {
      return OptionalLong.of(0);
    }
  }

  /** How rows name an input that breaks off. */
  private static String source(String input) {
    try {
      return PathText.of(Path.of(input));
    } catch (InvalidPathException e) {
      return input;
    }
  }

  /** The images of all inputs without those whose path was there before. */
  private final class DistinctEntries implements Entries {

    private final Iterator<String> waiting = inputs.iterator();
    private final Entries all = new JoinedEntries(this::nextInput);
    private final PathSet seen = new PathSet();
    private String input = "";

    private @Nullable ImageCollection nextInput() throws IOException {
      if (!waiting.hasNext()) {
        return null;
      }
      input = waiting.next();
      return new NonEmptyImages(kinds.typed(input), input);
    }

    @Override
    public @Nullable ImageEntry next() throws IOException {
      try {
        ImageEntry entry = all.next();
        while (entry != null && !seen.add(entry.path())) {
          entry = all.next();
        }
        return entry;
      } catch (BrokenSourceException e) {
        throw e;
      } catch (IOException e) {
        throw new BrokenSourceException(source(input), FailureText.reason(e));
      }
    }

    /** That of the input if there is only one. */
    @Override
    public double share() {
      return inputs.size() == 1 ? all.share() : Double.NaN;
    }

    @Override
    public void close() throws IOException {
      all.close();
    }
  }
}
