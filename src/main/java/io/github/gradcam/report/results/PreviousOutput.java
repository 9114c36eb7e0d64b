package io.github.gradcam.report.results;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run over many images left in its output folder. */
final class PreviousOutput {

  /** What may lie in a folder that counts as empty. */
  private static final Set<String> NOTHING =
      Set.of(FolderLock.FILE, "." + RunIdentity.FILE + ".part", ".DS_Store");

  /** Such as {@code sea-0123456789abcdef.jpg}, or what a killed process left of it. */
  private static final Pattern HEATMAP =
      Pattern.compile("\\.?.*-[0-9a-f]{16}\\.(npy|png|jpg)(\\.part)?");

  private PreviousOutput() {}

  /** Sees that nobody's files get mixed with those of a run. */
  static void refuseFilesOfOthers(Path folder) throws IOException {
    Path run = folder.resolve(RunIdentity.FILE);
    if (Files.exists(run)) {
      RunIdentity.read(run); // one of another program is refused
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> others =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(n -> !NOTHING.contains(n))
              .limit(1)
              .toList();
      if (!others.isEmpty()) {
        throw new IOException(
            "Expected an empty folder or one of an earlier run, found %s and no %s in %s; give another --output"
                .formatted(others.get(0), RunIdentity.FILE, folder));
      }
    }
  }

  /** Deletes all but {@code run.json}, which is last to change, and files of others. */
  static void delete(Path folder, List<String> more) throws IOException {
    List<String> names = files();
    names.addAll(more);
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.deleteIfExists(file);
      Files.deleteIfExists(WholeFile.part(file));
    }
    Path heatmaps = folder.resolve(ResultsFolder.HEATMAPS);
    if (Files.exists(heatmaps, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(heatmaps, new Deletion());
    }
  }

  private static List<String> files() {
    List<String> names = new ArrayList<>();
    names.add(ResultsJournal.FILE);
    names.add(ResultsSummary.FILE);
    for (ResultsFormat format : ResultsFormat.values()) {
      names.add(format.fileName());
    }
    return names;
  }

  /** Deletes what has the name of a heatmap, and folders that are empty then. */
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (HEATMAP.matcher(file.getFileName().toString()).matches()) {
        Files.delete(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        // it holds files of others
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
