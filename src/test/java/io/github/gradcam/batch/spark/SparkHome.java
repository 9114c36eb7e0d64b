package io.github.gradcam.batch.spark;

import io.github.gradcam.explain.ProbingMethod;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A Spark installation of links to the libraries of the tests, without the program's own: those
 * travel with the job, as they do to a real cluster.
 */
public final class SparkHome {

  private static final Pattern OURS =
      Pattern.compile(
          "(tensorflow|ndarray|protobuf-java|java(cv|cpp)|opencv|openblas|ffmpeg|jcommander|"
              + "carpet|prometheus|xchart|progressbar|jmustache|jackson-dataformat-csv|jspecify)"
              + ".*");

  /** Spark has Hadoop's shaded client instead. */
  private static final Pattern NEITHER =
      Pattern.compile(
          "(hadoop-(common|mapreduce|annotations)|junit|archunit|assertj|duckdb|apiguardian|opentest|spring|reactor)"
              + ".*");

  private final Path folder;

  private SparkHome(Path folder) {
    this.folder = folder;
  }

  /** Whether the tests run with all of Spark. */
  public static boolean isPossible() {
    try {
      Class.forName("org.apache.spark.network.TransportContext");
      Class.forName("org.apache.hadoop.shaded.com.google.common.collect.Lists");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  public static SparkHome make(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("jars"));
    Files.createDirectories(folder.resolve("conf"));
    Files.createFile(folder.resolve("RELEASE"));
    for (Path jar : jars().filter(jar -> !OURS.matcher(name(jar)).matches()).toList()) {
      Files.createSymbolicLink(folder.resolve("jars").resolve(name(jar)), jar);
    }
    Files.writeString(
        folder.resolve("conf/logback.xml"),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%-5level %logger{0} %msg%n</pattern></encoder>
          </appender>
          <logger name="io.github.gradcam" level="INFO"/>
          <logger name="org.apache.spark.deploy" level="INFO"/>
          <root level="WARN"><appender-ref ref="out"/></root>
        </configuration>
        """);
    return new SparkHome(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Takes the links away: JUnit warns of each that leads out of its folder. */
  public void removeLinks() throws IOException {
    try (Stream<Path> links = Files.list(folder.resolve("jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  /** Spark's own class path. */
  public String classPath() {
    return folder.resolve("conf") + File.pathSeparator + folder.resolve("jars") + "/*";
  }

  /** What --jars takes. */
  public static String ourJars() {
    return jars()
        .filter(jar -> OURS.matcher(name(jar)).matches())
        .map(Path::toString)
        .collect(Collectors.joining(","));
  }

  /** The program and the test's job, with its method, in a jar. */
  public static Path ourJar(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path folder : classPathEntries().filter(Files::isDirectory).toList()) {
        boolean tests = folder.endsWith("test-classes");
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path each : all.filter(Files::isRegularFile).toList()) {
            if (!tests || name(each).startsWith("TestJob")) {
              zip.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
              zip.write(Files.readAllBytes(each));
            }
          }
        }
      }
      zip.putNextEntry(new ZipEntry("META-INF/services/" + ProbingMethod.class.getName()));
      zip.write(TestJobGate.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Stream<Path> jars() {
    return classPathEntries()
        .filter(path -> path.toString().endsWith(".jar"))
        .filter(path -> !NEITHER.matcher(name(path)).matches());
  }

  private static Stream<Path> classPathEntries() {
    List<String> entries =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    return entries.stream().map(Path::of);
  }
}
