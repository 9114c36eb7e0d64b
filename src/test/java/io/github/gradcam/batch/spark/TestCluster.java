package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A standalone master and two workers of one core each, on loopback. */
final class TestCluster implements AutoCloseable {

  private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final List<String> NAMES = List.of("worker1", "worker2");
  private static final Duration START = Duration.ofMinutes(1);

  private final Path folder;
  private final SparkHome home;
  private final Path jar;
  private final List<ChildJvm> jvms = new ArrayList<>();
  private final List<ChildJvm> workers = new ArrayList<>();
  private String url = "";
  private int jobs;

  private TestCluster(Path folder) throws IOException {
    this.folder = folder;
    this.home = SparkHome.make(folder.resolve("spark"));
    this.jar = SparkHome.ourJar(folder.resolve("gradcam.jar"));
  }

  static TestCluster start(Path folder) throws IOException, InterruptedException {
    TestCluster cluster = new TestCluster(folder);
    try {
      cluster.start();
      return cluster;
    } catch (IOException | InterruptedException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    ChildJvm master =
        jvm(
            "master",
            "256m",
            "org.apache.spark.deploy.master.Master",
            List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
    master.await(START, () -> MASTER.matcher(master.log()).find());
    Matcher found = MASTER.matcher(master.log());
    if (found.find()) {
      url = found.group();
    }
    for (String name : NAMES) {
      List<String> args = new ArrayList<>(List.of("--host", "127.0.0.1", "--webui-port", "0"));
      args.addAll(List.of("--cores", "1", "--memory", "700m"));
      args.addAll(List.of("--work-dir", folder.resolve(name).toString(), url));
      workers.add(jvm(name, "256m", "org.apache.spark.deploy.worker.Worker", args));
    }
  }

  /** Submits a {@link TestJob}. */
  ChildJvm submit(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("--master", url));
    all.addAll(List.of("--class", TestJob.class.getName(), "--jars", SparkHome.ourJars()));
    for (String conf :
        List.of(
            "spark.executor.memory=600m",
            "spark.executor.cores=1",
            "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -D%s=%s"
                .formatted(TestJobGate.FILE, gate()),
            "spark.driver.host=127.0.0.1",
            // Waits for both executors before it begins.
            "spark.cores.max=2",
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.ui.enabled=false")) {
      all.addAll(List.of("--conf", conf));
    }
    all.add(jar.toString());
    all.addAll(List.of(args));
    return jvm("job" + jobs++, "700m", "org.apache.spark.deploy.SparkSubmit", all);
  }

  /** What {@link TestJobGate} waits for. */
  Path gate() {
    return folder.resolve("gate");
  }

  /** Kills one that waits in the middle of a task. */
  void killAnExecutorAtWork() throws IOException {
    workers.get(waiting()).children().forEach(ProcessHandle::destroyForcibly);
  }

  /** Whether an executor waits in the middle of a task. */
  boolean isAtTheGate() {
    try {
      return waiting() >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int waiting() throws IOException {
    for (int i = 0; i < workers.size(); i++) {
      if (logs(NAMES.get(i)).stream().anyMatch(log -> log.contains(TestJobGate.WAITS))) {
        return i;
      }
    }
    return -1;
  }

  /** What each executor printed. */
  List<String> executorLogs() throws IOException {
    List<String> logs = new ArrayList<>();
    for (String worker : NAMES) {
      logs.addAll(logs(worker));
    }
    return logs;
  }

  private List<String> logs(String worker) throws IOException {
    List<String> logs = new ArrayList<>();
    try (Stream<Path> all = Files.find(folder.resolve(worker), 3, TestCluster::isLog)) {
      for (Path each : all.toList()) {
        logs.add(Files.readString(each));
      }
    }
    return logs;
  }

  /** In the worker's folder: APPLICATION/EXECUTOR/stdout. */
  private static boolean isLog(Path file, BasicFileAttributes attributes) {
    return file.endsWith("stdout");
  }

  private ChildJvm jvm(String name, String heap, String main, List<String> args)
      throws IOException {
    ChildJvm jvm =
        ChildJvm.start(
            folder.resolve(name + ".log"), heap, home.folder(), home.classPath(), main, args);
    jvms.add(jvm);
    return jvm;
  }

  @Override
  public void close() throws IOException {
    for (int i = jvms.size() - 1; i >= 0; i--) {
      jvms.get(i).close();
    }
    home.removeLinks();
  }
}
