package io.github.gradcam.serve.http;

import org.eclipse.jetty.http.HttpFields;

/** What each reply tells browsers: run nothing but this server's own files, and guess no types. */
final class SecurityHeaders {

  static final String POLICY = "Content-Security-Policy";

  private static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
          + "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  private SecurityHeaders() {}

  /** Adds those that a reply does not have. */
  static void add(HttpFields.Mutable headers) {
    addMissing(headers, POLICY, STRICT);
    addMissing(headers, "Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
  }

  private static void addMissing(HttpFields.Mutable headers, String name, String value) {
    if (!headers.contains(name)) {
      headers.put(name, value);
    }
  }
}
