package io.github.gradcam.serve.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which route answers what: a table of methods and paths. */
public final class WebRoutes {

  /** Stands for one part of a path. */
  private static final String NAME = "{name}";

  /**
   * A route that was found.
   *
   * @param route answers
   * @param name what stood for {@code {name}}
   * @param door who is let in
   */
  record Found(WebRoute route, String name, Door door) {}

  /** Who is let in where the server has a token. */
  enum Door {
    OPEN,
    COOKIE,
    TOKEN
  }

  private record Entry(String method, String path, Pattern pattern, Door door, WebRoute route) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Begins with none. */
  public WebRoutes() {}

  /**
   * Adds a route for who has the token.
   *
   * @param method GET or POST
   * @param path such as {@code /v1/models/{name}:predict}
   * @param route answers
   * @return this
   */
  public WebRoutes add(String method, String path, WebRoute route) {
    return add(method, path, Door.TOKEN, route);
  }

  /**
   * Adds a route for everybody who reaches the server.
   *
   * @param method GET or POST
   * @param path such as {@code /healthz}
   * @param route answers
   * @return this
   */
  public WebRoutes open(String method, String path, WebRoute route) {
    return add(method, path, Door.OPEN, route);
  }

  /**
   * Adds a page for whose browser has the token or its cookie.
   *
   * @param path such as {@code /report/*}
   * @param route answers to GET
   * @return this
   */
  public WebRoutes page(String path, WebRoute route) {
    return add("GET", path, Door.COOKIE, route);
  }

  private WebRoutes add(String method, String path, Door door, WebRoute route) {
    String pattern =
        path.endsWith("*")
            ? Pattern.quote(path.substring(0, path.length() - 1)) + "(.*)"
            : Pattern.quote(path).replace(NAME, "\\E([^/:]*)\\Q");
    entries.add(new Entry(method, path, Pattern.compile(pattern), door, route));
    return this;
  }

  /** {@return method and path of each, as they were added} */
  public Map<String, Set<String>> paths() {
    Map<String, Set<String>> paths = new LinkedHashMap<>();
    for (Entry entry : entries) {
      paths.computeIfAbsent(entry.path, any -> new TreeSet<>()).add(entry.method);
    }
    return paths;
  }

  /** Finds the route of a request. */
  Found find(String method, String path) throws WebFault {
    String asked = method.equals("HEAD") ? "GET" : method;
    Set<String> others = new TreeSet<>();
    for (Entry entry : entries) {
      Matcher matcher = entry.pattern.matcher(path);
      if (matcher.matches()) {
        if (entry.method.equals(asked)) {
          String name = matcher.groupCount() == 0 ? "" : matcher.group(1);
          return new Found(entry.route, name, entry.door);
        }
        others.add(entry.method);
      }
    }
    if (others.isEmpty()) {
      throw new WebFault(
          WebFault.NOT_FOUND,
          "Expected a path of this server, found '%s'; /openapi.json lists them"
              .formatted(shown(path)));
    }
    String allowed = String.join(", ", others);
    throw new WebFault(
        405,
        "Expected %s for this path, found %s".formatted(allowed, shown(method)),
        Map.of("Allow", allowed.contains("GET") ? allowed + ", HEAD" : allowed));
  }

  /** What a client sent, fit to be repeated: short, and without signs that do not show. */
  static String shown(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "...";
  }
}
