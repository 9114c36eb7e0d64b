package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * {@code results.parquet} in the output folder: a file a task, which appears whole when the task
 * ends and stays whatever becomes of the others.
 */
final class ResultsTable {

  /** Its name in the output folder. */
  static final String NAME = "results.parquet";

  private static final int REASONS = 20;
  private static final int FEW_PARTS = 8;

  private final SparkSession spark;
  private final Path folder;
  private final FileSystem files;

  ResultsTable(SparkSession spark, Path output, Configuration storage) throws IOException {
    this.spark = spark;
    this.folder = new Path(output, NAME);
    this.files = folder.getFileSystem(storage);
  }

  /** What is known of some files of it. */
  record Summary(long images, long failures, Map<String, Long> reasons) {}

  /** The files that it has now; those of tasks that did not end are elsewhere. */
  Set<String> parts() throws IOException {
    Set<String> parts = new TreeSet<>();
    if (files.exists(folder)) {
      for (FileStatus each : files.listStatus(folder)) {
        if (each.isFile() && each.getPath().getName().endsWith(".parquet")) {
          parts.add(each.getPath().toString());
        }
      }
    }
    return parts;
  }

  /** Its rows in some files. */
  Dataset<Row> rows(Set<String> parts) {
    return spark.read().schema(ImageRows.schema()).parquet(parts.toArray(String[]::new));
  }

  /**
   * Adds rows. A task moves its file to the place where it stays (version 2), so that a driver that
   * dies costs the tasks at work only. A task that is run again, because its executor died, has the
   * same file name and replaces what the first one left.
   */
  void append(Dataset<Row> rows) {
    rows.write()
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .option("maxRecordsPerFile", 0)
        .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
        .parquet(folder.toString());
  }

  /** Counts the rows of files, and why images failed, the commonest first. */
  Summary summary(Set<String> parts) {
    if (parts.isEmpty()) {
      return new Summary(0, 0, Map.of());
    }
    SparkSessions.share(spark, FEW_PARTS);
    // Those without an error come first.
    List<Row> counts =
        rows(parts)
            .groupBy("error")
            .count()
            .orderBy(functions.expr("error is not null"), functions.desc("count"))
            .takeAsList(REASONS + 1);
    long images = rows(parts).count();
    long answers = 0;
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Row each : counts) {
      if (each.isNullAt(0)) {
        answers = each.getLong(1);
      } else {
        reasons.put(each.getString(0), each.getLong(1));
      }
    }
    return new Summary(images, images - answers, reasons);
  }

  /** Those that were not there before. */
  Set<String> since(Set<String> before) throws IOException {
    Set<String> added = new TreeSet<>(parts());
    added.removeAll(before);
    return added;
  }
}
