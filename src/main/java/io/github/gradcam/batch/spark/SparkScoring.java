package io.github.gradcam.batch.spark;

import io.github.gradcam.report.results.RunIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Scores images on Spark. Every image has one row in the end, failed ones too, whatever tasks,
 * executors or drivers die on the way: a run that is started again goes on where the last one
 * stopped.
 */
public final class SparkScoring implements AutoCloseable {

  private static final int ROUNDS = 3;

  private final SparkSession spark;

  private SparkScoring(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Starts Spark.
   *
   * @param master such as {@code local[*]} or {@code spark://host:7077}; null for the one that
   *     spark-submit was given
   * @return the caller's to close
   * @throws IllegalArgumentException if there is no master
   */
  public static SparkScoring start(@Nullable String master) {
    return new SparkScoring(SparkSessions.start(master));
  }

  /**
   * Scores the images that have no row yet.
   *
   * @param settings what is done with each
   * @param run where they are, and where the results go
   * @param progress is told how it gets on
   * @return what was done
   * @throws IOException if nothing can be read or written, there are no images, or the output
   *     folder belongs to another run
   * @throws IllegalArgumentException if the model has no such layer, or no such method is known
   */
  public SparkOutcome run(SparkJobSettings settings, SparkRun run, SparkProgress progress)
      throws IOException {
    Configuration storage = spark.sparkContext().hadoopConfiguration();
    Path output = qualified(run.output(), storage);
    ShippedJob job = ShippedJob.of(UUID.randomUUID().toString(), settings);
    LoadedModels.of(job, new HeatmapFiles(output.toString(), storage));
    List<InputPlaces.Place> places = new InputPlaces(storage, output.toString()).of(run.inputs());
    RunFile file = new RunFile(output, storage);
    if (run.overwrite()) {
      file.overwrite();
    }
    file.check(new RunIdentity(run.toolVersion(), null, run.identity()));
    ResultsTable results = new ResultsTable(spark, output, storage);
    return score(new ScoringRound(spark, job, places, results, output.toString()), progress);
  }

  private SparkOutcome score(ScoringRound round, SparkProgress progress) throws IOException {
    long start = System.nanoTime();
    Set<String> before = round.results().parts();
    for (int i = 1; ; i++) {
      try {
        round.run(progress);
        break;
      } catch (IOException e) {
        throw e;
      } catch (Exception e) { // Spark throws checked ones that it does not declare
        if (i == ROUNDS || !ClusterFailure.mayGoOn(e)) {
          throw ClusterFailure.of(e);
        }
      }
    }
    ResultsTable.Summary now = round.results().summary(round.results().since(before));
    long earlier = before.isEmpty() ? 0 : round.results().rows(before).count();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (now.images() + earlier == 0) {
      throw new IOException(
          "Expected images, found none; check the paths, and that the names end in .jpg, .png or the like");
    }
    return new SparkOutcome(now.images(), now.failures(), earlier, seconds, now.reasons());
  }

  private static Path qualified(String output, Configuration storage) throws IOException {
    Path path = new Path(output);
    return path.getFileSystem(storage).makeQualified(path);
  }

  /** Stops Spark; safe to call twice. */
  @Override
  public void close() {
    spark.stop();
  }
}
