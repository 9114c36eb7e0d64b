package io.github.gradcam.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final long MEGABYTE = 1_000_000;

  @TempDir private Path folder;

  @Test
  void tenThousandImagesFitWhatABrowserOpensFast() throws IOException {
    SampleReport.write(folder, 10_000);
    assertThat(folder.resolve("index.html")).isRegularFile();
    assertThat(Files.size(folder.resolve("index.html"))).isLessThan(15 * MEGABYTE);
    try (Stream<Path> sheets = Files.list(folder.resolve("images"))) {
      assertThat(sheets.mapToLong(sheet -> sheet.toFile().length()).sum())
          .isBetween(20 * MEGABYTE, 40 * MEGABYTE);
    }
  }

  @Test
  void policyAllowsTheScriptAndTheStyleOfThePageAlone() throws Exception {
    String page = page(SmallReport.of(SmallReport.image("/1.jpg", 0, 1)));
    String policy = first("Content-Security-Policy\" content=\"([^\"]*)\"", page);
    assertThat(policy.replace("&#39;", "'").replace("&#x3D;", "="))
        .isEqualTo(
            "default-src 'none'; script-src '%s'; style-src '%s'; img-src 'self' file: data: blob:; base-uri 'none'; form-action 'none'"
                .formatted(
                    hash(first("<script>(.*?)</script>", page)),
                    hash(first("<style>(.*?)</style>", page))));
    assertThat(page).doesNotContain("src=\"http", "url(http", "@import", " style=\"", " onclick=");
  }

  @Test
  void licenceOfTheLibraryIsInThePage() throws IOException {
    assertThat(page(SmallReport.of()))
        .contains("The MIT License (MIT)", "Jason Miller")
        .doesNotContain("sourceMappingURL");
  }

  @Test
  void textsAreTextsWhateverTheyHold() throws IOException {
    String hostile = "</script><script>alert(1)</script><!--";
    ReportHead head = new ReportHead(hostile, hostile, hostile, hostile, hostile, List.of(hostile));
    DataSetReport report =
        new DataSetReport(
            head,
            List.of(new ReportSentence(hostile, null)),
            null,
            List.of(hostile),
            List.of(SmallReport.image("/" + hostile + ".jpg", 0, 0)),
            List.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    String page = page(report);
    assertThat(page).doesNotContain("<script>alert", "<!--");
    assertThat(Pattern.compile("</script>").matcher(page).results()).hasSize(2);
    JsonNode data = data(page);
    assertThat(data.get("labels").get(0).asText()).isEqualTo(hostile);
    // The last separator of the path lies within the name's closing tag.
    assertThat(
            data.get("images").get("root").asText()
                + data.get("images").get("names").get(0).asText())
        .isEqualTo("/" + hostile + ".jpg");
  }

  @Test
  void signsThatTurnTextAreShownAsUnknown() throws IOException {
    ReportHead head = new ReportHead("a\u202egpj.exe", "", "", "", "", List.of("b\u2066c\u0007"));
    assertThat(page(SmallReport.of(head, List.of(), List.of(), List.of())))
        .contains("<title>a\ufffdgpj.exe</title>", "b\ufffdc\ufffd");
  }

  @Test
  void dataHoldsEachImageAsItIs() throws IOException {
    byte[] values = new byte[EvidenceMap.LENGTH];
    values[17] = (byte) 200;
    ThumbnailCell cell = new ThumbnailCell(1, 96 * 20, 96 * 2, 96, 64);
    JsonNode images =
        data(page(
                SmallReport.of(
                    SmallReport.image("/a/1.jpg", 1, 0, new EvidenceMap(values), cell),
                    SmallReport.image("/a/2.jpg", -1, 1))))
            .get("images");
    assertThat(ints(images.get("label"))).containsExactly(1, -1);
    assertThat(ints(images.get("answer"))).containsExactly(0, 1);
    assertThat(ints(images.get("cell"))).containsExactly((21 + 2) * 21 + 20, -1);
    assertThat(ints(images.get("width"))).containsExactly(96, 0);
    assertThat(ints(images.get("height"))).containsExactly(64, 0);
    assertThat(bytes(images.get("mapped"))).containsExactly(1, 0);
    assertThat(bytes(images.get("maps"))).hasSize(512);
    assertThat(bytes(images.get("maps"))[17]).isEqualTo((byte) 200);
    assertThat(
            ByteBuffer.wrap(bytes(images.get("probability")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat(4))
        .isEqualTo(0.75f);
    assertThat(images.get("x").isNull()).isTrue();
    assertThat(images.get("heat").isNull()).isTrue();
  }

  @Test
  void shortcutsComeFirst() throws IOException {
    ReportImage image = SmallReport.image("/1.jpg", 0, 0);
    DataSetReport report =
        SmallReport.of(
            SmallReport.HEAD,
            SmallReport.LABELS,
            List.of(image),
            List.of(
                SmallReport.group("a", List.of(), 0),
                SmallReport.group(
                    "b", List.of(SmallReport.cause(TestedCause.Verdict.SHORTCUT)), 0)));
    JsonNode groups = data(page(report)).get("groups");
    assertThat(groups.get(0).get("id").asText()).isEqualTo("b");
    assertThat(groups.get(0).get("verdict").asText()).isEqualTo("shortcut");
    assertThat(groups.get(1).get("verdict").isNull()).isTrue();
  }

  private String page(DataSetReport report) throws IOException {
    return new String(ReportPage.bytes(report, List.of(), folder), StandardCharsets.UTF_8);
  }

  private static JsonNode data(String page) throws IOException {
    return new ObjectMapper().readTree(first("id=\"data\">(.*?)</script>", page));
  }

  private static byte[] bytes(JsonNode column) {
    return Base64.getDecoder().decode(column.asText());
  }

  private static int[] ints(JsonNode column) {
    int[] values = new int[bytes(column).length / Integer.BYTES];
    ByteBuffer.wrap(bytes(column)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
    return values;
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
