package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarTest {

  private static final ModelDescription SAID =
      new ModelDescription("serve", "in", "out", 96, "unit", List.of("cat", "dog"));

  @TempDir private Path folder;
  private Path models;
  private Sidecar sidecar;

  @BeforeEach
  void nameIt() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    sidecar = new Sidecar(models.resolve("net.pb"), folder.resolve("user"));
  }

  @Test
  void whatIsSaidIsKeptBesideTheModel() throws IOException {
    assertThat(sidecar.write(SAID)).isEqualTo(models.resolve("net.pb.gradcam.json"));
    assertThat(sidecar.read()).isEqualTo(SAID);
    try (Stream<Path> files = Files.list(models)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void nothingIsKnownWhereNothingWasSaid() {
    assertThat(sidecar.read()).isEqualTo(ModelDescription.NONE);
  }

  @Test
  void folderThatItsOwnerMayNotWriteToIsLeftAsItIs() throws IOException {
    Files.setPosixFilePermissions(models, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThat(sidecar.write(SAID)).startsWith(folder.resolve("user"));
    assertThat(sidecar.read()).isEqualTo(SAID);
    try (Stream<Path> files = Files.list(models)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void modelsOfOneNameInTwoFoldersAreKeptApart() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (Path place : List.of(models, other)) {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    sidecar.write(SAID);
    assertThat(new Sidecar(other.resolve("net.pb"), folder.resolve("user")).read())
        .isEqualTo(ModelDescription.NONE);
  }

  @Test
  void onlyWhatIsSaidIsWritten() throws IOException {
    Path file = sidecar.write(new ModelDescription(null, null, null, 0, "unit", List.of()));
    assertThat(Files.readString(file)).contains("preprocess").doesNotContain("signature", "labels");
  }

  @Test
  void fileOfANewerVersionIsRead() throws IOException {
    Files.writeString(models.resolve("net.pb.gradcam.json"), "{\"preprocess\":\"tf\",\"new\":1}");
    assertThat(sidecar.read().preprocess()).isEqualTo("tf");
  }

  @Test
  void fileThatIsBrokenIsNamed() throws IOException {
    Path file = Files.writeString(models.resolve("net.pb.gradcam.json"), "{\"preprocess\":");
    assertThatThrownBy(sidecar::read)
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Expected what was said about the model in " + file)
        .hasMessageEndingWith("correct or delete the file");
  }

  @Test
  void whatIsSaidNowCountsBeforeWhatWasSaid() {
    ModelDescription now = new ModelDescription(null, null, "logits", 0, null, List.of("bird"));
    assertThat(now.or(SAID))
        .isEqualTo(new ModelDescription("serve", "in", "logits", 96, "unit", List.of("bird")));
    assertThat(ModelDescription.NONE.or(SAID)).isEqualTo(SAID);
    assertThat(SAID.or(ModelDescription.NONE)).isEqualTo(SAID);
  }
}
