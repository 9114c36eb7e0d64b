package io.github.gradcam.report.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Reads the scripts of a library for browsers from its WebJar on the class path. */
final class WebLibrary {

  private final String name;
  private final String folder;

  private WebLibrary(String name, String folder) {
    this.name = name;
    this.folder = folder;
  }

  /** The WebJar of an npm package, in whatever version there is. */
  static WebLibrary npm(String name) throws IOException {
    Properties properties = new Properties();
    String description = "META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name);
    try (InputStream in = open(name, description)) {
      properties.load(in);
    }
    String version = properties.getProperty("version");
    return new WebLibrary(name, "META-INF/resources/webjars/%s/%s/".formatted(name, version));
  }

  /** One of its files, as text. */
  String file(String path) throws IOException {
    try (InputStream in = open(name, folder + path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String name, String resource) throws IOException {
    InputStream in = WebLibrary.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(
          "Expected %s on the class path, found nothing; add org.webjars.npm:%s"
              .formatted(resource, name));
    }
    return in;
  }
}
