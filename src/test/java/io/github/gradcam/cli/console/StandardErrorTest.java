package io.github.gradcam.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script with a Java that runs {@link NoisyProgram}, for each kind of error stream. */
class StandardErrorTest {

  private static final List<String> LINES =
      List.of(
          NoisyProgram.FIRST,
          NoisyProgram.HEARD,
          NoisyProgram.LAST,
          NoisyProgram.LAST,
          "after the program");

  @TempDir private Path home;
  private Path log;

  @BeforeEach
  void unpack() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    log = home.resolve("log");
    program("bin/gradcam", Files.readString(Path.of("gradcam")));
    program(
        "jdk/bin/java",
        """
        #!/bin/sh
        options=
        for argument in "$@"; do
          [ "$argument" != -cp ] || break
          options="$options $argument"
        done
        exec '%s/bin/java' $options -cp '%s' %s
        """
            .formatted(
                System.getProperty("java.home"),
                System.getProperty("java.class.path"),
                NoisyProgram.class.getName()));
    Files.writeString(
        home.resolve("jdk/release"),
        "JAVA_VERSION=\"%s\"\n".formatted(System.getProperty("java.version")));
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/gradcam.jar"));
  }

  private void program(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Runs a command of a shell, where {@code run} is the program and an echo to the same stream. */
  private String shell(String shell, String command) throws Exception {
    String run = "(\"$HOME/bin/gradcam\" layers && echo 'after the program' >&2)";
    ProcessBuilder builder = new ProcessBuilder(shell, "-c", command.replace("run", run));
    builder.directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private String shell(String command) throws Exception {
    return shell("/bin/sh", command);
  }

  @Test
  void aFileHoldsTheLinesOfAllWritersInOrder() throws Exception {
    shell("run 2>log");
    assertThat(log).hasContent(String.join("\n", LINES));
  }

  @Test
  void aFileIsAppendedTo() throws Exception {
    shell("echo before >log; run 2>>log");
    assertThat(log).hasContent("before\n" + String.join("\n", LINES));
  }

  @Test
  void aFileMayTakeTheOutputToo() throws Exception {
    shell("(echo before; run) >log 2>&1");
    assertThat(log).hasContent("before\n" + String.join("\n", LINES));
  }

  @Test
  void aPipeIsSilenced() throws Exception {
    assertThat(shell("run").lines()).containsExactlyElementsOf(LINES);
  }

  @Test
  void nothingIsWrittenWhereNobodyListens() throws Exception {
    assertThat(shell("run 2>/dev/null")).isEmpty();
    assertThat(shell("\"$HOME/bin/gradcam\" layers 2>&-")).isEmpty();
  }

  @Test
  void aTerminalIsSilenced() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs `script`");
    String typed = shell("script -qec '\"$HOME/bin/gradcam\" layers' /dev/null </dev/null");
    assertThat(typed.lines().map(String::strip))
        .containsExactlyElementsOf(LINES.subList(0, LINES.size() - 1));
  }

  @Test
  void aSocketIsSilenced() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash for a socket");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      shell("/bin/bash", "run 2>/dev/tcp/127.0.0.1/" + server.getLocalPort());
      try (Socket socket = server.accept()) {
        byte[] bytes = socket.getInputStream().readAllBytes();
        assertThat(new String(bytes, StandardCharsets.UTF_8).lines())
            .containsExactlyElementsOf(LINES);
      }
    }
  }

  @Test
  void whatJavaItselfSaysBeforeTheProgramIsSeen() throws Exception {
    assertThat(shell("JAVA_OPTS=-XX:NoSuchOption \"$HOME/bin/gradcam\" layers 2>&1 || true"))
        .contains("Unrecognized VM option 'NoSuchOption'");
  }
}
