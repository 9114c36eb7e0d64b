package io.github.gradcam.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by which contents are told apart; every Java has it. */
public final class Sha256 {

  private Sha256() {}

  /** {@return a digest of nothing yet} */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 in every Java, found none", e);
    }
  }

  /**
   * Digests bytes.
   *
   * @param content all of them
   * @return 64 hexadecimal digits
   */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(begin().digest(content));
  }

  /**
   * Digests a text in UTF-8.
   *
   * @param text any
   * @return 64 hexadecimal digits
   */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
