package io.github.gradcam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the class path and in a release, as docs/dependencies.md says. */
class ShippedLibrariesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "artoolkitplus",
        "flycapture",
        "leptonica",
        "libdc1394",
        "libfreenect",
        "libfreenect2",
        "librealsense",
        "librealsense2",
        "tesseract",
        "videoinput"
      })
  void presetsThatNobodyUsesAreNotTaken(String preset) {
    String description = "META-INF/maven/org.bytedeco/%s/pom.xml".formatted(preset);
    assertThat(getClass().getClassLoader().getResource(description)).isNull();
  }

  /** The first versions in which the weaknesses are mended, by a class of each library. */
  @ParameterizedTest
  @CsvSource({
    "com.google.protobuf.Message, 3.25.5",
    "org.bytedeco.opencv.opencv_core.Mat, 4.12.0",
    "ch.qos.logback.core.Context, 1.5.25",
    "net.jpountz.lz4.LZ4Factory, 1.10.1",
    "io.airlift.compress.zstd.ZstdDecompressor, 2.0.3"
  })
  void librariesAreAtLeastThoseInWhichKnownWeaknessesAreMended(String type, String mended)
      throws ClassNotFoundException {
    Class<?> found = Class.forName(type, false, getClass().getClassLoader());
    String jar = found.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertThat(number(jar.substring(jar.lastIndexOf('/')))).isGreaterThanOrEqualTo(number(mended));
  }

  /** The first version in a text, as one number. */
  private static int number(String text) {
    Matcher version = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)").matcher(text);
    assertThat(version.find()).as(text).isTrue();
    return (Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2))) * 1000
        + Integer.parseInt(version.group(3));
  }

  @Test
  void eachLicenceTextThatTheNoticeNamesIsThere() throws IOException {
    List<String> named =
        Pattern.compile("[\\w.-]+\\.txt")
            .matcher(Files.readString(Path.of("NOTICE")))
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();
    assertThat(named).hasSize(6);
    for (String text : named) {
      assertThat(Path.of("src/assembly/licences", text)).isNotEmptyFile();
    }
  }

  @Test
  void theDownloadOfMavenIsChecked() throws IOException {
    assertThat(Files.readString(Path.of(".mvn/wrapper/maven-wrapper.properties")))
        .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$");
  }
}
