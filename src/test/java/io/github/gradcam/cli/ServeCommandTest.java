package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that serves: its options, what it says, and its end. */
@Timeout(180)
class ServeCommandTest {

  private static final String TOKEN = "0123456789abcdef0123";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port 99999            | Expected --port of 0 to 65535, found 99999
          --host 0.0.0.0          | Expected a --token where other machines reach the server at 0.0.0.0
          --host no.such.host.invalid | Expected --host of a name or an address of this machine
          --token short           | Expected a token of 16 letters
          --token 0123456789abcdef --no-auth | Expected either a token or --no-auth
          --timeout 0             | Expected --timeout of 1 to 86400
          --requests 0            | Expected --requests of 1 to
          --keep-alive 0          | Expected --keep-alive of 1 to 86400
          --report nowhere        | Expected a folder of gradcam report
          --model a=x --model a=y | Expected a name of its own for each model, found 'a' twice
          --device tpu            | Expected
          """)
  void whatCannotBeServedIsSaidAtOnce(String options, String sentence) {
    List<String> line = new ArrayList<>(List.of("serve"));
    line.addAll(List.of(options.split(" +", -1)));
    Run run = Run.of(line.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(sentence).contains("See `gradcam serve --help`");
  }

  @Test
  void aModelThatIsNotThereIsSaid() {
    Run run = Run.of("serve", "--model", "mine=nowhere");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Expected a model at nowhere, found nothing");
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = Run.of("serve", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("Expected to listen at 127.0.0.1:" + taken.getLocalPort())
          .contains("give another --port");
    }
  }

  private static Process start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "-v",
                "--port",
                "0"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "SIGTERM is a signal of POSIX")
  void itServesUntilItIsAskedToEnd() throws Exception {
    Process process = start("--model", "scenes=saved_model", "--token", TOKEN);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Matcher address = null;
      List<String> lines = new ArrayList<>();
      for (String line = said.readLine(); line != null && address == null; ) {
        lines.add(line);
        Matcher found = Pattern.compile("Serving scenes at (http://127.0.0.1:\\d+/)").matcher(line);
        address = found.find() ? found : null;
        line = address == null ? said.readLine() : line;
      }
      assertThat(address).as(lines.toString()).isNotNull();
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address.group(1) + "v1/models?x=" + TOKEN))
                      .header("Authorization", "Bearer " + TOKEN)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("{\"models\":[\"scenes\"]}");
      process.toHandle().destroy(); // SIGTERM; what it says then is still read
      String rest = String.join("\n", said.lines().toList());
      assertThat(rest).contains("GET /v1/models 200", "Ending").doesNotContain(TOKEN);
      assertThat(rest).doesNotContain("\tat ", "org.eclipse.jetty");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143); // 128 + SIGTERM, as the system has it
    } finally {
      process.destroyForcibly();
    }
  }
}
