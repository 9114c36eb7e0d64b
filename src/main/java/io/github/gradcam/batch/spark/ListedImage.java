package io.github.gradcam.batch.spark;

import io.github.gradcam.image.FailureWords;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An image that was found, or a folder that could not be listed.
 *
 * @param path names it in the results
 * @param location as Hadoop opens it
 * @param length bytes
 * @param error why a folder could not be listed
 */
record ListedImage(String path, String location, long length, @Nullable String error) {

  /** The column that names an image. */
  static final String PATH = "path";

  static StructType schema() {
    return new StructType()
        .add(PATH, DataTypes.StringType, false)
        .add("location", DataTypes.StringType, false)
        .add("length", DataTypes.LongType, false)
        .add("error", DataTypes.StringType, true);
  }

  static ListedImage of(FileStatus file) {
    Path path = file.getPath();
    return new ListedImage(name(path), path.toString(), file.getLen(), null);
  }

  static ListedImage broken(Path folder, Exception reason) {
    String error = "Expected to list the folder, found: " + FailureWords.of(reason);
    return new ListedImage(name(folder), folder.toString(), 0, error);
  }

  static ListedImage of(Row row) {
    return new ListedImage(row.getString(0), row.getString(1), row.getLong(2), row.getString(3));
  }

  Row row() {
    return RowFactory.create(path, location, length, error);
  }

  /** The absolute path of a local file, as the local engine writes it; else the URI. */
  static String name(Path path) {
    boolean local = "file".equals(path.toUri().getScheme());
    return local ? path.toUri().getPath() : path.toString();
  }
}
