package io.github.gradcam.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: by the name under which the server was reached, the page that asks, and a token. A
 * page of another site can make a browser send requests here, under a name of its own that it
 * points to this machine (DNS rebinding); so names are checked where anybody could ask.
 *
 * @param hosts names of this server besides {@code localhost} and addresses in numbers; {@code *}
 *     for any
 * @param origins pages of others that may ask, such as {@code https://example.org}; {@code *} for
 *     any
 * @param token that each request has to carry; null for none
 */
public record WebAccess(Set<String> hosts, Set<String> origins, @Nullable String token) {

  private static final String ANY = "*";
  private static final Pattern NUMBERS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
  private static final String BEARER = "bearer ";

  /** Puts names and origins in lower case. */
  public WebAccess {
    hosts = lower(hosts);
    origins = lower(origins);
  }

  private static Set<String> lower(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Checks the names under which a request came. */
  void checkNames(@Nullable String host, @Nullable String origin) throws WebFault {
    String authority = host == null ? "" : host.toLowerCase(Locale.ROOT);
    String name = PORT.matcher(authority).replaceFirst("");
    if (!knows(name)) {
      throw new WebFault(
          403,
          "Expected this server's own name in the header Host, found '%s'; --allow-host %s lets it in"
              .formatted(WebRoutes.shown(name), WebRoutes.shown(name)));
    }
    if (origin != null && !isOwn(origin, authority) && !allows(origin)) {
      throw new WebFault(
          403,
          "Expected a request of this server's own page, found one of %s; --allow-origin lets it in"
              .formatted(WebRoutes.shown(origin)));
    }
  }

  private boolean knows(String name) {
    return name.equals("localhost")
        || NUMBERS.matcher(name).matches()
        || hosts.contains(ANY)
        || hosts.contains(name);
  }

  /** Whether a page of this server asks, perhaps through a proxy that speaks HTTPS. */
  private static boolean isOwn(String origin, String authority) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return lower.equals("http://" + authority) || lower.equals("https://" + authority);
  }

  /** Whether a page of others may ask, and read the answer. */
  boolean allows(@Nullable String origin) {
    return origin != null
        && (origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT)));
  }

  /** Whether a request may be answered; without a token all may. */
  boolean holds(@Nullable String authorization) {
    String expected = token;
    if (expected == null) {
      return true;
    }
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return false;
    }
    return same(expected, authorization.substring(BEARER.length()).strip());
  }

  /** Whether a page was opened by a browser that has shown the token before. */
  boolean holdsCookie(@Nullable String cookies) {
    String expected = cookie();
    if (expected == null || cookies == null) {
      return false;
    }
    boolean holds = false;
    for (String cookie : cookies.split(";", -1)) {
      holds |= same(expected, cookie.strip());
    }
    return holds;
  }

  /**
   * What a browser keeps for pages that it opens by their address, where it can send no token.
   *
   * @return name and value, made of the token; null where there is none
   */
  public @Nullable String cookie() {
    if (token == null) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal("gradcam".getBytes(StandardCharsets.UTF_8));
      return "gradcam=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected HMAC with SHA-256 in every Java, found none", e);
    }
  }

  /** Takes the same time for all that are wrong. */
  static boolean same(String expected, String found) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
  }

  /** What says that a token is missing or wrong. */
  WebFault noToken() {
    return new WebFault(
        401,
        "Expected the header 'Authorization: Bearer TOKEN' with this server's token, found none or another",
        Map.of("WWW-Authenticate", "Bearer"));
  }
}
