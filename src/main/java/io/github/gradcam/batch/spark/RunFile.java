package io.github.gradcam.batch.spark;

import io.github.gradcam.report.results.RunIdentity;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A {@link RunIdentity} in an output folder of any storage that Hadoop knows. */
final class RunFile {

  private final Path output;
  private final FileSystem files;
  private final Configuration storage;

  RunFile(Path output, Configuration storage) throws IOException {
    this.output = output;
    this.files = output.getFileSystem(storage);
    this.storage = storage;
  }

  /**
   * Begins a run or goes on with one.
   *
   * @throws IOException if the folder holds a run with other options, or files of something else
   */
  void check(RunIdentity asked) throws IOException {
    Path file = new Path(output, RunIdentity.FILE);
    if (files.exists(file)) {
      try (InputStream in = files.open(file)) {
        asked.check(RunIdentity.of(in.readAllBytes(), file.toString()), output);
      }
      return;
    }
    if (files.exists(output) && files.listStatusIterator(output).hasNext()) {
      throw new IOException(
          "Expected a new folder or one of an earlier run at %s, found files of something else; give another --output"
              .formatted(output));
    }
    PlainFiles.write(file, asked.text(), storage);
  }

  /** Deletes what a run wrote, if it was one. */
  void overwrite() throws IOException {
    if (files.exists(new Path(output, RunIdentity.FILE))) {
      for (String each : new String[] {ResultsTable.NAME, "heatmaps", RunIdentity.FILE}) {
        files.delete(new Path(output, each), true);
      }
    }
  }
}
