package io.github.gradcam.serve;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.report.Version;
import io.github.gradcam.serve.http.WebAccess;
import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebRoutes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32;

/** The page, its scripts and styles, and the description of the server, all from the class path. */
final class PageFiles {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LEVELS = 256;

  /** Names by their types: nothing else on the class path can be asked for. */
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    String script = "text/javascript; charset=utf-8";
    for (String name :
        new String[] {
          "api.js",
          "app.js",
          "asking.js",
          "brush.js",
          "classes.js",
          "compare.js",
          "docs.js",
          "draw.js",
          "files.js",
          "models.js",
          "npz.js",
          "page.js",
          "questions.js",
          "sheet.js",
          "sides.js",
          "stage.js",
          "state.js",
          "taking.js",
          "webcam.js",
          "whatif.js"
        }) {
      FILES.put(name, script);
    }
    FILES.put("page.css", "text/css; charset=utf-8");
    FILES.put("icon.svg", "image/svg+xml");
    FILES.put("index.html", "text/html; charset=utf-8");
    FILES.put("docs.html", "text/html; charset=utf-8");
  }

  private final Map<String, WebReply> replies = new LinkedHashMap<>();

  PageFiles() throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      replies.put(file.getKey(), tagged(WebReply.of(file.getValue(), resource(file.getKey()))));
    }
    replies.computeIfPresent(
        "icon.svg", (name, reply) -> reply.with("Cache-Control", "max-age=86400"));
    replies.put("openapi.json", tagged(WebReply.json(description())));
    replies.put("colormaps.json", tagged(WebReply.json(colours())));
  }

  void addTo(WebRoutes routes, WebAccess access) {
    routes.open("GET", "/", (call, name) -> file(call, "index.html"));
    routes.open("GET", "/docs", (call, name) -> file(call, "docs.html"));
    routes.open("GET", "/openapi.json", (call, name) -> file(call, "openapi.json"));
    routes.open("GET", "/assets/{name}", this::file);
    routes.add("POST", "/session", (call, name) -> session(access));
  }

  private CompletionStage<WebReply> file(WebCall call, String name) throws WebFault {
    WebReply reply = replies.get(name);
    if (reply == null) {
      throw new WebFault(
          WebFault.NOT_FOUND, "Expected a file of the page, found none of that name");
    }
    String tag = reply.headers().get("ETag");
    boolean known = tag != null && tag.equals(call.header("If-None-Match"));
    return (known ? new WebReply(304, "", new byte[0], reply.headers()) : reply).now();
  }

  /** A browser that has the token gets a cookie for pages that it opens by their address. */
  private static CompletionStage<WebReply> session(WebAccess access) {
    String cookie = access.cookie();
    WebReply done = new WebReply(204, "", new byte[0], Map.of());
    WebReply reply =
        cookie == null
            ? done
            : done.with("Set-Cookie", cookie + "; Path=/; HttpOnly; SameSite=Strict");
    return reply.now();
  }

  private static ObjectNode description() throws IOException {
    ObjectNode description = (ObjectNode) MAPPER.readTree(resource("openapi.json"));
    description.withObject("/info").put("version", Version.text());
    return description;
  }

  /** The colours of each colormap, so that the page draws as the program does: RGB, 256 of each. */
  private static Map<String, String> colours() {
    Map<String, String> colours = new LinkedHashMap<>();
    for (Colormap colormap : Colormap.values()) {
      boolean signed = colormap == Colormap.COOLWARM;
      float[] values = new float[LEVELS];
      for (int i = 0; i < LEVELS; i++) {
        float share = i / (LEVELS - 1f);
        values[i] = signed ? 2 * share - 1 : share;
      }
      byte[] rgb = colormap.apply(new HeatValues(values, LEVELS, 1, signed)).pixels();
      colours.put(colormap.toString(), Base64.getEncoder().encodeToString(rgb));
    }
    return colours;
  }

  private static WebReply tagged(WebReply reply) {
    CRC32 sum = new CRC32();
    sum.update(reply.body());
    return reply
        .with("ETag", "\"%08x-%d\"".formatted(sum.getValue(), reply.body().length))
        .with("Cache-Control", "no-cache");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(
            "Expected %s on the class path, found nothing; build gradcam again".formatted(name));
      }
      return in.readAllBytes();
    }
  }
}
