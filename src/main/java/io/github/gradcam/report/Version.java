package io.github.gradcam.report;

/** The version of the program. */
public final class Version {

  private Version() {}

  /** Gives that of the jar's manifest, or {@code development} outside a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
