package io.github.gradcam.batch.spark;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Starts Spark as the program needs it. */
final class SparkSessions {

  private static final String NAME = "spark.app.name";
  private static final String MASTER = "spark.master";
  private static final String ENVIRONMENT = "spark.executorEnv.";

  /** What holds unless the user says otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          NAME,
          "gradcam batch",
          "spark.log.level",
          "WARN",
          "spark.ui.showConsoleProgress",
          "false",
          // Names of files in any language, whatever the workers' locale.
          ENVIRONMENT + "LC_ALL",
          "C.UTF-8",
          ENVIRONMENT + "TF_CPP_MIN_LOG_LEVEL",
          "3",
          ENVIRONMENT + "OPENCV_LOG_LEVEL",
          "SILENT");

  private SparkSessions() {}

  /**
   * Starts it, or takes what is started.
   *
   * @param master null for what spark-submit says
   */
  static SparkSession start(@Nullable String master) {
    SparkConf conf = new SparkConf();
    DEFAULTS.forEach(conf::setIfMissing);
    if (master != null) {
      conf.set(MASTER, master);
    } else if (!conf.contains(MASTER)) {
      throw new IllegalArgumentException(
          "Expected a master, found none; give --engine spark=local[*], or use spark-submit --master");
    }
    // Two attempts at the same images at once would write the same files.
    conf.set("spark.speculation", "false");
    // It would put several parts of the images into one task.
    conf.set("spark.sql.adaptive.enabled", "false");
    shareCores(conf);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Says how many parts tables have from now on. */
  static void share(SparkSession spark, int parts) {
    spark.conf().set("spark.sql.shuffle.partitions", parts);
  }

  /** Executors on one machine would each take all of its cores for a run of the network. */
  private static void shareCores(SparkConf conf) {
    String cores = "spark.executor.cores";
    if (conf.contains(cores)) {
      conf.setIfMissing(ENVIRONMENT + "TF_NUM_INTRAOP_THREADS", conf.get(cores));
      conf.setIfMissing(ENVIRONMENT + "TF_NUM_INTEROP_THREADS", conf.get(cores));
      conf.setIfMissing(ENVIRONMENT + "OMP_NUM_THREADS", conf.get(cores));
    }
  }
}
