package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lists the images, leaves out those that have a row, and adds the rows of the others.
 *
 * <p>Which task an image belongs to depends on its path alone: where an executor dies and Spark
 * lists again what it had, no image comes into two tasks or into none, whatever was added to the
 * folders meanwhile.
 */
record ScoringRound(
    SparkSession spark,
    ShippedJob job,
    List<InputPlaces.Place> places,
    ResultsTable results,
    String output) {

  /**
   * Runs once.
   *
   * @param progress is told how it gets on
   */
  void run(SparkProgress progress) throws IOException {
    SparkContext context = spark.sparkContext();
    Broadcast<SerializableConfiguration> storage =
        SerializableConfiguration.broadcast(context, context.hadoopConfiguration());
    Dataset<Row> waiting = waiting(storage).persist(StorageLevel.DISK_ONLY());
    try {
      long images = waiting.count();
      if (images > 0) {
        LongAccumulator done = context.longAccumulator("gradcam images");
        int tasks = TaskCount.of(images, context.defaultParallelism());
        Dataset<Row> rows = scored(waiting, tasks, storage, done);
        ProgressThread thread = ProgressThread.start(done, images, progress);
        try {
          results.append(rows);
        } finally {
          thread.end();
        }
      }
    } finally {
      waiting.unpersist();
    }
  }

  private Dataset<Row> waiting(Broadcast<SerializableConfiguration> storage) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<Row> listed =
        context.parallelize(places, places.size()).flatMap(new PlaceReader(storage, output));
    Dataset<Row> images =
        spark
            .createDataset(listed.rdd(), Encoders.row(ListedImage.schema()))
            .dropDuplicates(new String[] {ListedImage.PATH});
    Set<String> parts = results.parts();
    return parts.isEmpty()
        ? images
        : images.join(
            results.rows(parts).select(ListedImage.PATH),
            new String[] {ListedImage.PATH},
            "left_anti");
  }

  private Dataset<Row> scored(
      Dataset<Row> waiting,
      int tasks,
      Broadcast<SerializableConfiguration> storage,
      LongAccumulator done) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ImageTask task = new ImageTask(context.broadcast(job), storage, output, done);
    return waiting
        .repartition(tasks, waiting.col(ListedImage.PATH))
        .mapPartitions(task, Encoders.row(ImageRows.schema()));
  }
}
