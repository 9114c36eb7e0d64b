package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.ImageScorer;
import io.github.gradcam.batch.ScoringPipeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** What an executor does with a part of the images: one row each. */
final class ImageTask implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<ShippedJob> job;
  private final Broadcast<SerializableConfiguration> storage;
  private final String output;
  private final LongAccumulator done;

  /**
   * Refers to what every executor gets once.
   *
   * @param output the output folder
   * @param done counts images as their tasks end
   */
  ImageTask(
      Broadcast<ShippedJob> job,
      Broadcast<SerializableConfiguration> storage,
      String output,
      LongAccumulator done) {
    this.job = job;
    this.storage = storage;
    this.output = output;
    this.done = done;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> part) throws IOException {
    // Paths only, a few thousand: the pipeline's thread must not read from Spark's iterator.
    List<ListedImage> images = new ArrayList<>();
    part.forEachRemaining(row -> images.add(ListedImage.of(row)));
    if (images.isEmpty()) {
      return List.<Row>of().iterator();
    }
    ScoredRows rows = scored(images);
    TaskCompletionListener end = context -> rows.cancel();
    TaskContext.get().addTaskCompletionListener(end);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = ImageRows.of(rows.next());
        done.add(1);
        return row;
      }
    };
  }

  private ScoredRows scored(List<ListedImage> images) throws IOException {
    Configuration configuration = storage.value().value();
    ShippedJob shipped = job.value();
    ImageScorer scorer = LoadedModels.of(shipped, new HeatmapFiles(output, configuration));
    ScoringPipeline pipeline = new ScoringPipeline(List.of(scorer), shipped.pipeline());
    return new ScoredRows(pipeline, new ListedEntries(images, configuration));
  }
}
