package io.github.gradcam.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.api.io.TempDir;

/** Every curl line of docs/serve.md is run as it stands there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the lines are for bash")
@Timeout(300)
class ServePageTest {

  private static final Pattern LINES =
      Pattern.compile("<!-- runs -->\n```\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void linesOfThePageAreAnswered() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "needs the program curl");
    Files.createSymbolicLink(folder.resolve("data"), Path.of("data").toAbsolutePath());
    List<String> answers = new ArrayList<>();
    try (RunningServer server = RunningServer.start()) {
      Matcher found = LINES.matcher(Files.readString(Path.of("docs/serve.md")));
      while (found.find()) {
        for (String line : found.group(1).lines().toList()) {
          answers.add(run(line.replace("localhost:8080", "localhost:" + server.port())));
        }
      }
    }
    assertThat(answers).hasSize(14).noneMatch(answer -> answer.contains("\"error\""));
    assertThat(answers.get(0)).isEqualTo("{\"models\":[\"scenes\"]}");
    assertThat(answers.get(2)).contains("\"label\":\"sea\"");
    assertThat(
            new JsonMapper().readTree(answers.get(3)).at("/explanations/0/versus/label").asText())
        .isEqualTo("sea");
    assertThat(ImageFiles.read(folder.resolve("overlay.png")).width()).isEqualTo(640);
    assertThat(Files.size(folder.resolve("map.npy"))).isEqualTo(128 + 4 * 150 * 150);
    assertThat(answers.get(12)).contains("\"data\":[\"sea\"]", "\"data\":[\"ok\"]");
  }

  private String run(String line) throws IOException, InterruptedException {
    Path out = folder.resolve("answer");
    Process process =
        new ProcessBuilder("bash", "-c", line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String answer = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(line + "\n" + answer).isZero();
    return answer;
  }
}
