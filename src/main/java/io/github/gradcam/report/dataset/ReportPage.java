package io.github.gradcam.report.dataset;

import com.samskivert.mustache.Mustache;
import io.github.gradcam.image.Sha256;
import io.github.gradcam.report.PageTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the page reads; each component is a name in it. The page takes nothing from
 * the network, and its policy allows no script but its own, by their hash.
 *
 * @param title of the page
 * @param facts what was looked at, and how
 * @param notes what to know of all that follows
 * @param sentences what to know first
 * @param withImages whether there are any to skip to
 * @param policy the Content-Security-Policy
 * @param style of the page
 * @param data JSON
 * @param script the library's and the page's own
 */
record ReportPage(
    String title,
    List<String> facts,
    List<String> notes,
    List<Sentence> sentences,
    boolean withImages,
    String policy,
    String style,
    String data,
    String script) {

  /** The folder of the sheets, beside the page. */
  static final String IMAGES = "images";

  /** In this order: what is used stands before what uses it. */
  private static final List<String> SCRIPTS =
      List.of(
          "base.js",
          "data.js",
          "state.js",
          "thumbnails.js",
          "charts.js",
          "findings.js",
          "scatter.js",
          "filters.js",
          "strip.js",
          "large.js",
          "page.js");

  /** A sentence of the page; the link is null where there is none. */
  record Sentence(String text, @Nullable String link) {}

  /** The page's bytes, for a folder that holds the sheets. */
  static byte[] bytes(DataSetReport report, List<String> sheets, Path folder) throws IOException {
    String page = resource("page.mustache");
    List<String> sources = sheets.stream().map(name -> IMAGES + "/" + name).toList();
    return Mustache.compiler()
        .escapeHTML(true)
        .compile(page)
        .execute(of(report, PageData.json(report, sources, folder)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ReportPage of(DataSetReport report, String data) throws IOException {
    String style = "\n" + resource("page.css");
    String script = "\n" + scripts();
    ReportHead head = report.head();
    return new ReportPage(
        PageTemplate.shown(head.title()),
        facts(report),
        head.notes().stream().map(PageTemplate::shown).toList(),
        report.sentences().stream().map(ReportPage::sentence).toList(),
        !report.images().isEmpty(),
        policy(script, style),
        style,
        data,
        script);
  }

  private static List<String> facts(DataSetReport report) {
    ReportHead head = report.head();
    String images = NumberFormat.getIntegerInstance(Locale.ROOT).format(report.images().size());
    String method = head.layer().isEmpty() ? head.method() : head.method() + " at " + head.layer();
    return Stream.of(
            head.model(),
            method,
            images + (report.images().size() == 1 ? " image" : " images"),
            head.date())
        .filter(fact -> !fact.isEmpty())
        .map(PageTemplate::shown)
        .toList();
  }

  private static Sentence sentence(ReportSentence sentence) {
    EvidenceLink evidence = sentence.evidence();
    return new Sentence(
        PageTemplate.shown(sentence.text()), evidence == null ? null : evidence.fragment());
  }

  private static String policy(String script, String style) {
    return "default-src 'none'; script-src '%s'; style-src '%s'; "
            .formatted(hash(script), hash(style))
        + "img-src 'self' file: data: blob:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    byte[] digest = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String scripts() throws IOException {
    WebLibrary preact = WebLibrary.npm("preact");
    StringBuilder script = new StringBuilder("/*!\nPreact\n" + preact.file("LICENSE") + "*/\n");
    for (String file : List.of("dist/preact.min.umd.js", "hooks/dist/hooks.umd.js")) {
      // Its map of sources is not beside the page.
      script.append(preact.file(file).replaceAll("(?m)^//# sourceMappingURL=.*$", "")).append('\n');
    }
    script.append("(() => {\n\"use strict\";\n");
    for (String file : SCRIPTS) {
      script.append(resource(file));
    }
    return script.append("})();\n").toString();
  }

  private static String resource(String name) throws IOException {
    return PageTemplate.text(ReportPage.class, name);
  }
}
