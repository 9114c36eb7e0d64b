package io.github.gradcam.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePathsTest {

  @Test
  void pathsAreTheirRootTheirFolderAndTheirName() {
    ImagePaths paths =
        ImagePaths.of(List.of("/data/sea/1.jpg", "/data/street/2.jpg", "/data/sea/3.jpg"));
    assertThat(paths.root()).isEqualTo("/data/");
    assertThat(paths.folders()).containsExactly("sea/", "street/");
    assertThat(paths.folder()).containsExactly(0, 1, 0);
    assertThat(paths.names()).containsExactly("1.jpg", "2.jpg", "3.jpg");
  }

  @Test
  void rootEndsAtASeparatorNotWithinAName() {
    assertThat(ImagePaths.of(List.of("/data/sea/1.jpg", "/data/seagull/1.jpg")).root())
        .isEqualTo("/data/");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b.jpg, /c/d.jpg",
    "x.jpg, y.jpg",
    "'C:\\data\\1.jpg', 'C:\\data\\sea\\2.jpg'",
    "/data/a.zip!/sea/1.jpg, /data/a.zip!/2.jpg",
    "/same.jpg, /same.jpg"
  })
  void partsMakeThePathAgain(String first, String second) {
    List<String> given = List.of(first, second);
    ImagePaths paths = ImagePaths.of(given);
    List<String> joined =
        IntStream.range(0, 2)
            .mapToObj(
                i -> paths.root() + paths.folders().get(paths.folder()[i]) + paths.names().get(i))
            .toList();
    assertThat(joined).isEqualTo(given);
  }

  @Test
  void linkLeadsFromTheReportToTheRoot() {
    Path report = Path.of("/work/out/report").toAbsolutePath();
    assertThat(ImagePaths.of(List.of("/work/a b#1/1.jpg")).linkFrom(report))
        .isEqualTo("../../a%20b%231/");
    assertThat(ImagePaths.of(List.of("images/1.jpg")).linkFrom(report)).isNull();
    assertThat(ImagePaths.of(List.of("hdfs://host/1.jpg")).linkFrom(report)).isNull();
  }

  @Test
  void noPathsHaveNoFolders() {
    assertThat(ImagePaths.of(List.of()).folders()).isEmpty();
  }
}
