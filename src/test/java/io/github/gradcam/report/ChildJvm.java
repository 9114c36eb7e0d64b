package io.github.gradcam.report;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Another process that runs a class of the tests. */
public final class ChildJvm {

  private ChildJvm() {}

  public static Process start(Class<?> program, String... arguments) throws IOException {
    return start("", List.of(), program, arguments);
  }

  /** After a command of bash, such as {@code ulimit -f 100;}, and with options of the JVM. */
  public static Process start(
      String before, List<String> options, Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", before + " exec \"$0\" \"$@\""));
    command.add(new File(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
