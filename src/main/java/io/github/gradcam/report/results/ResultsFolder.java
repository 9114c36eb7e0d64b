package io.github.gradcam.report.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The output folder of a run over many images, which belongs to one process at a time. It holds
 * {@link RunIdentity#FILE}, {@link ResultsJournal#FILE}, the results and the folder {@link
 * #HEATMAPS}. A folder with files of something else is not touched.
 */
public final class ResultsFolder implements AutoCloseable {

  /** The folder within it for heatmaps. */
  public static final String HEATMAPS = "heatmaps";

  private final Path folder;
  private final FolderLock lock;

  private ResultsFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder for a run: a new or empty one, or that of an equal run, to go on.
   *
   * @param folder made if it is missing
   * @param identity of the run
   * @return the caller's to close
   * @throws IOException if it holds files of something else or a run with other options, or another
   *     process is at work in it; the message says what to do
   */
  public static ResultsFolder open(Path folder, RunIdentity identity) throws IOException {
    ResultsFolder taken = take(folder);
    try {
      Path file = folder.resolve(RunIdentity.FILE);
      if (Files.exists(file)) {
        identity.check(RunIdentity.read(file), folder);
      } else {
        identity.write(file);
      }
      return taken;
    } catch (IOException | RuntimeException | Error e) {
      taken.close();
      throw e;
    }
  }

  /**
   * Takes a folder as {@link #open} does, and deletes what an earlier run wrote into it, whatever
   * its options; files of something else stay. The new run's {@link RunIdentity#FILE} comes last,
   * so that a process that is killed meanwhile leaves no results of one run under the name of
   * another.
   *
   * @param folder made if it is missing
   * @param identity of the run
   * @param files names of what else an earlier run may have written
   * @return the caller's to close
   * @throws IOException if it holds files but no run, or another process is at work in it
   */
  public static ResultsFolder overwrite(Path folder, RunIdentity identity, List<String> files)
      throws IOException {
    ResultsFolder taken = take(folder);
    try {
      PreviousOutput.delete(folder, files);
      identity.write(folder.resolve(RunIdentity.FILE));
      return taken;
    } catch (IOException | RuntimeException | Error e) {
      taken.close();
      throw e;
    }
  }

  /**
   * Sees that the images of another command do not get mixed with a run's.
   *
   * @param folder where the command is going to write
   * @throws IOException if it holds a run; the message says what to do
   */
  public static void refuseRun(Path folder) throws IOException {
    if (Files.exists(folder.resolve(RunIdentity.FILE))) {
      throw new IOException(
          "Expected a folder of its own, found %s of gradcam batch or compare in %s; give another --output"
              .formatted(RunIdentity.FILE, folder));
    }
  }

  private static ResultsFolder take(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(
          "Expected a folder, found the file %s; give another --output".formatted(folder));
    }
    Files.createDirectories(folder);
    PreviousOutput.refuseFilesOfOthers(folder);
    return new ResultsFolder(folder, FolderLock.of(folder));
  }

  /** {@return where it is} */
  public Path path() {
    return folder;
  }

  /**
   * Lets other processes have the folder.
   *
   * @throws IOException if the system refuses
   */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
