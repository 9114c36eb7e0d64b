package io.github.gradcam.cli;

/** The version of the program. */
final class Version {

  private Version() {}

  /** Gives that of the jar's manifest, or {@code development} outside a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
