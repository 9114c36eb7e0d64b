package io.github.gradcam.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Pages from templates, which lie on the class path beside the class that fills them. */
public final class PageTemplate {

  /**
   * Signs that turn the direction of text, that do not show, or that are half of one. Line breaks,
   * tabs, and what joins or parts letters belong to texts.
   */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff"
              + "&&[^\\n\\r\\t]]");

  private PageTemplate() {}

  /**
   * Fills a template; each value is escaped, and {@link #shown}.
   *
   * @param html where to write, replacing the file; its folder is made if it is missing
   * @param owner the class beside which the template and its parts lie
   * @param name of the template
   * @param content whose components are the names in the template; an empty text counts as false
   * @throws IOException if the template is not there or the file cannot be written
   */
  public static void write(Path html, Class<?> owner, String name, Object content)
      throws IOException {
    Template template =
        Mustache.compiler()
            .escapeHTML(true)
            .emptyStringIsFalse(true)
            .withFormatter(value -> shown(String.valueOf(value)))
            .withLoader(part -> new StringReader(text(owner, part)))
            .compile(text(owner, name));
    Files.createDirectories(html.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(html)) {
      template.execute(content, writer);
    }
  }

  /**
   * A text with a visible sign in place of each that does not show.
   *
   * @param text of any origin
   * @return for people
   */
  public static String shown(String text) {
    return UNSEEN.matcher(text).replaceAll("\ufffd");
  }

  /**
   * Reads a file of the class path.
   *
   * @param owner the class beside which it lies
   * @param name of the file
   * @return its content, as UTF-8
   * @throws IOException if it is not there
   */
  public static String text(Class<?> owner, String name) throws IOException {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(
            "Expected %s on the class path, found nothing; build gradcam again".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
