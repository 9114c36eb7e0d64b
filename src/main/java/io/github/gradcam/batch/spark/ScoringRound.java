package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
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
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> storage =
        SerializableConfiguration.broadcast(context.sc(), context.hadoopConfiguration());
    JavaRDD<Row> listed =
        context
            .parallelize(places, places.size())
            .flatMap(new PlaceReader(storage, output))
            .persist(StorageLevel.DISK_ONLY());
    try {
      long images = listed.count();
      if (images > 0) {
        score(listed, images, storage, progress);
      }
    } finally {
      listed.unpersist();
    }
  }

  private void score(
      JavaRDD<Row> listed,
      long images,
      Broadcast<SerializableConfiguration> storage,
      SparkProgress progress)
      throws IOException {
    int tasks = TaskCount.of(images, spark.sparkContext().defaultParallelism());
    SparkSessions.share(spark, tasks);
    Dataset<Row> each =
        spark
            .createDataset(listed.rdd(), Encoders.row(ListedImage.schema()))
            .dropDuplicates(new String[] {ListedImage.PATH});
    Set<String> parts = results.parts();
    if (parts.isEmpty()) {
      append(each, images, storage, progress);
      return;
    }
    Dataset<Row> done = results.rows(parts).select(ListedImage.PATH);
    Dataset<Row> waiting =
        each.join(done, new String[] {ListedImage.PATH}, "left_anti")
            .persist(StorageLevel.DISK_ONLY());
    try {
      long left = waiting.count();
      if (left > 0) {
        int fewer = TaskCount.of(left, spark.sparkContext().defaultParallelism());
        append(waiting.repartition(fewer, waiting.col(ListedImage.PATH)), left, storage, progress);
      }
    } finally {
      waiting.unpersist();
    }
  }

  private void append(
      Dataset<Row> waiting,
      long images,
      Broadcast<SerializableConfiguration> storage,
      SparkProgress progress) {
    LongAccumulator done = spark.sparkContext().longAccumulator("gradcam images");
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ImageTask task = new ImageTask(context.broadcast(job), storage, output, done);
    ProgressThread thread = ProgressThread.start(done, images, progress);
    try {
      results.append(waiting.mapPartitions(task, Encoders.row(ImageRows.schema())));
    } finally {
      thread.end();
    }
  }
}
