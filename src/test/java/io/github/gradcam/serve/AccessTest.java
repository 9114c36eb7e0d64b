package io.github.gradcam.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.serve.RunningServer.Answer;
import io.github.gradcam.serve.http.WebAccess;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered: by a token, by the name of the server and by the page that asks. */
class AccessTest {

  private static final String TOKEN = "0123456789abcdef0123";

  @TempDir private static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    Path report = Files.createDirectory(folder.resolve("report"));
    Files.writeString(report.resolve("index.html"), "<!doctype html><title>r</title>");
    Files.writeString(report.resolve("findings.json"), "{}");
    Files.writeString(report.resolve("run.sh"), "secret");
    Files.writeString(folder.resolve("secret.json"), "secret");
    Files.createSymbolicLink(report.resolve("link.json"), folder.resolve("secret.json"));
    server =
        RunningServer.start(
            new WebAccess(Set.of("maps.example.org"), Set.of("https://friend.example"), TOKEN),
            RunningServer.LIMITS,
            report);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String status(String head) throws IOException {
    String answer = server.raw(head + "Connection: close\r\n\r\n");
    return answer.substring(9, 12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models",
        "/v2",
        "/v2/models/scenes",
        "/metrics",
        "/report",
        "/report/index.html"
      })
  void whoHasNoTokenIsAskedForIt(String path) throws Exception {
    Answer none = server.get(path);
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(none.error()).contains("Authorization: Bearer TOKEN").doesNotContain(TOKEN);
    assertThat(server.get(path, "Authorization", "Bearer " + TOKEN + "x").status()).isEqualTo(401);
    assertThat(server.get(path, "Authorization", "Basic " + TOKEN).status()).isEqualTo(401);
    assertThat(server.get(path, "Authorization", "Bearer " + TOKEN).status()).isIn(200, 302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/docs", "/assets/app.js", "/healthz", "/v2/health/ready", "/openapi.json"})
  void thePageAndHealthAreForEverybody(String path) throws Exception {
    assertThat(server.get(path).status()).isEqualTo(200);
  }

  @Test
  void aReportIsOpenedByACookieThatTheTokenGives() throws Exception {
    HttpRequest.Builder session =
        HttpRequest.newBuilder(server.at("/session")).POST(HttpRequest.BodyPublishers.noBody());
    assertThat(server.send(session).status()).isEqualTo(401);
    Answer answer = server.send(session, "Authorization", "Bearer " + TOKEN);
    String cookie = answer.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(TOKEN);
    String pair = cookie.split(";", -1)[0];
    assertThat(server.get("/report/", "Cookie", "a=b; " + pair).status()).isEqualTo(200);
    assertThat(server.get("/report/", "Cookie", pair + "0").status()).isEqualTo(401);
    assertThat(server.get("/v1/models", "Cookie", pair).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.json",
        "..%2fsecret.json",
        "%2e%2e/secret.json",
        "..%5csecret.json",
        "link.json",
        "run.sh",
        "nothing.html",
        "%00.html",
        "/etc/passwd"
      })
  void noOtherFileIsReached(String name) throws Exception {
    String answer =
        server.raw(
            "GET /report/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(name, TOKEN));
    assertThat(answer.substring(9, 12)).isIn("400", "404");
    assertThat(answer).doesNotContain("secret\"").doesNotContain("root:");
    assertThat(server.get("/report/findings.json", "Authorization", "Bearer " + TOKEN).text())
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:1, 200",
    "127.0.0.1:8080, 200",
    "192.168.1.7, 200",
    "[::1]:8080, 200",
    "maps.example.org, 200",
    "evil.example, 403",
    "localhost.evil.example, 403",
    "127.0.0.1.evil.example, 403"
  })
  void namesOfOthersAreRefused(String host, String status) throws Exception {
    assertThat(status("GET /healthz HTTP/1.1\r\nHost: %s\r\n".formatted(host))).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:9, 200",
    "https://localhost:9, 200",
    "https://friend.example, 200",
    "http://friend.example, 403",
    "http://localhost:10, 403",
    "https://evil.example, 403",
    "null, 403"
  })
  void pagesOfOthersAreRefused(String origin, String status) throws Exception {
    assertThat(
            status(
                "GET /healthz HTTP/1.1\r\nHost: localhost:9\r\nOrigin: %s\r\n".formatted(origin)))
        .isEqualTo(status);
  }

  @Test
  void aPageThatMayAskMayReadTheAnswer() throws Exception {
    String friend = "https://friend.example";
    String head = "Host: localhost\r\nOrigin: %s\r\nConnection: close\r\n".formatted(friend);
    String answer = server.raw("GET /healthz HTTP/1.1\r\n" + head + "\r\n");
    assertThat(answer).contains("Access-Control-Allow-Origin: " + friend, "Vary: Origin");
    String preflight =
        server.raw(
            "OPTIONS /v1/models/scenes:explain HTTP/1.1\r\n"
                + head
                + "Access-Control-Request-Method: POST\r\n\r\n");
    assertThat(preflight)
        .startsWith("HTTP/1.1 204")
        .contains("Access-Control-Allow-Headers: Authorization, Content-Type");
    assertThat(server.get("/healthz").headers()).doesNotContainKey("access-control-allow-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/healthz", "/nothing", "/v1/models", "/assets/app.js"})
  void eachAnswerTellsBrowsersToRunNothingElse(String path) throws Exception {
    Answer answer = server.get(path);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void filesOfThePageAreSentOnce() throws Exception {
    Answer first = server.get("/assets/app.js");
    assertThat(first.header("Content-Type")).startsWith("text/javascript");
    Answer again = server.get("/assets/app.js", "If-None-Match", first.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(server.get("/assets/package-info.class").status()).isEqualTo(404);
    assertThat(server.get("/samples/passwd").status()).isEqualTo(404);
    assertThat(server.get("/samples/sea-cliffs.jpg").body())
        .isEqualTo(RunningServer.bytes(RunningServer.SEA));
  }
}
