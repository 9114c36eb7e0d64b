package io.github.gradcam.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {

  @TempDir Path folder;

  private Path tree(String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    return folder;
  }

  private Path zip(String name, String... entries) throws IOException {
    Path zip = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return zip;
  }

  /** Opens, checks the two classes of one image each and that their bytes can be read. */
  private static void assertSeaAndStreet(Path data, Split split) throws IOException {
    try (ImageSet images = ImageSet.open(data, split)) {
      assertThat(images.labels()).containsExactly("sea", "street");
      assertThat(images.examples()).extracting(Example::classIndex).containsExactly(0, 1);
      for (Example example : images.examples()) {
        String content = new String(images.read(example), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(example.path().replace('\\', '/')).endsWith(content);
      }
    }
  }

  @Test
  void kaggleDownloadIsReadFromItsTop() throws IOException {
    tree(
        "seg_train/seg_train/street/1.jpg",
        "seg_train/seg_train/sea/2.jpg",
        "seg_test/seg_test/sea/3.jpg",
        "seg_test/seg_test/street/4.jpg");
    assertSeaAndStreet(folder, Split.TRAIN);
    assertSeaAndStreet(folder, Split.TEST);
  }

  @Test
  void innerFoldersOfTheDownloadServeAsWell() throws IOException {
    tree("seg_train/seg_train/street/1.jpg", "seg_train/seg_train/sea/2.jpg");
    assertSeaAndStreet(folder.resolve("seg_train"), Split.TRAIN);
    assertSeaAndStreet(folder.resolve("seg_train/seg_train"), Split.TRAIN);
  }

  @Test
  void plainClassFoldersServeForAnySplit() throws IOException {
    tree("street/1.jpg", "sea/2.jpg");
    for (Split split : Split.values()) {
      assertSeaAndStreet(folder, split);
    }
  }

  @Test
  void zipFileOfTheDownloadIsReadInPlace() throws IOException {
    Path zip =
        zip("archive.zip", "seg_train/seg_train/street/1.jpg", "seg_train/seg_train/sea/2.jpg");
    assertSeaAndStreet(zip, Split.TRAIN);
    assertSeaAndStreet(folder, Split.TRAIN);
  }

  @Test
  void zipFileOfClassFoldersIsRead() throws IOException {
    assertSeaAndStreet(zip("mine.zip", "street/1.jpg", "sea/2.jpg"), Split.TEST);
  }

  @Test
  void folderAroundEverythingInAZipFileIsPassed() throws IOException {
    assertSeaAndStreet(zip("a.zip", "wrap/street/1.jpg", "wrap/sea/2.jpg"), Split.TRAIN);
    assertSeaAndStreet(
        zip("b.zip", "wrap/seg_test/street/1.jpg", "wrap/seg_test/sea/2.jpg"), Split.TEST);
  }

  @Test
  void zipFileOfThePartIsFoundInTheFolder() throws IOException {
    zip("seg_train.zip", "seg_train/street/1.jpg", "seg_train/sea/2.jpg");
    zip("seg_test.zip", "seg_test/street/3.jpg", "seg_test/sea/4.jpg");
    assertSeaAndStreet(folder, Split.TRAIN);
    assertSeaAndStreet(folder, Split.TEST);
  }

  @Test
  void pathInAZipFileNamesArchiveAndEntry() throws IOException {
    Path zip = zip("mine.zip", "street/1.jpg", "sea/2.jpg");
    try (ImageSet images = ImageSet.open(zip, Split.TRAIN)) {
      assertThat(images.examples().get(0).path()).isEqualTo(zip + "!/sea/2.jpg");
    }
  }

  @Test
  void imagesToPredictHaveNoLabel() throws IOException {
    tree("seg_pred/seg_pred/1.jpg", "seg_pred/seg_pred/2.jpg", "seg_pred/seg_pred/readme.txt");
    try (ImageSet images = ImageSet.open(folder, Split.PREDICT)) {
      assertThat(images.labels()).isEmpty();
      assertThat(images.examples())
          .extracting(Example::classIndex)
          .containsExactly(Example.UNLABELLED, Example.UNLABELLED);
      assertThat(images.ignoredFiles()).isEqualTo(1);
    }
  }

  @Test
  void filesThatAreNoImagesAreCountedAndHiddenOnesAreNot() throws IOException {
    tree(
        "sea/1.jpg", "sea/notes.txt", "sea/.DS_Store", "sea/Thumbs.db", "street/2.PNG", "list.csv");
    try (ImageSet images = ImageSet.open(folder, Split.TRAIN)) {
      assertThat(images.examples()).hasSize(2);
      assertThat(images.ignoredFiles()).isEqualTo(2);
    }
  }

  @Test
  void modelsOrderReplacesTheAlphabet() throws IOException {
    tree("street/1.jpg", "sea/2.jpg");
    try (ImageSet images = ImageSet.open(folder, Split.TEST)) {
      ImageSet mapped = images.withLabels(List.of("street", "glacier", "sea"));
      assertThat(mapped.labels()).containsExactly("street", "glacier", "sea");
      assertThat(mapped.examples()).extracting(Example::classIndex).containsExactly(2, 0);
    }
  }

  @Test
  void classUnknownToTheModelSuggestsTheNearest() throws IOException {
    tree("streets/1.jpg", "sea/2.jpg");
    try (ImageSet images = ImageSet.open(folder, Split.TEST)) {
      assertThatThrownBy(() -> images.withLabels(List.of("sea", "forest", "street")))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("(sea, forest, street), found streets in " + folder)
          .hasMessageContaining("nearest: street");
    }
  }

  @Test
  void emptyClassFolderIsNamed() throws IOException {
    tree("sea/1.jpg", "street/notes.txt");
    assertRefused(folder, Split.TRAIN)
        .hasMessageContaining("Expected images in the class folder " + folder.resolve("street"))
        .hasMessageContaining("found 0 folders, 0 images and 1 other file");
  }

  @Test
  void folderWithoutClassesSaysWhatWasLookedFor() throws IOException {
    tree("1.jpg", "2.jpg");
    assertRefused(folder, Split.TRAIN)
        .hasMessageContaining("Expected one folder a class in " + folder)
        .hasMessageContaining("seg_train/seg_train/<class>/, found 0 folders, 2 images");
  }

  @Test
  void downloadWithoutThePartSaysWhichAreThere() throws IOException {
    tree("seg_train/seg_train/sea/1.jpg");
    assertRefused(folder, Split.TEST)
        .hasMessage("Expected the folder seg_test in %s, found seg_train".formatted(folder));
  }

  @Test
  void missingFolderAndOtherFilesAreRefused() throws IOException {
    assertRefused(folder.resolve("nowhere"), Split.TRAIN).hasMessageContaining("found nothing");
    tree("data.tar");
    assertRefused(folder.resolve("data.tar"), Split.TRAIN)
        .hasMessageContaining("Expected a folder or a .zip file");
    tree("torn.zip");
    assertRefused(folder.resolve("torn.zip"), Split.TRAIN)
        .hasMessageContaining("Expected a readable zip file");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Path data, Split split) {
    return assertThatThrownBy(() -> ImageSet.open(data, split).close())
        .isInstanceOf(DataSetException.class);
  }

  @Test
  void imagesAreLeftOutByAnyPathToThem() throws IOException {
    tree("a/sea/1.jpg", "a/sea/2.jpg", "a/sea/3.jpg", "a/street/1.jpg", "a/street/2.jpg");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
    Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("a/sea/2.jpg"));
    try (ImageSet images = ImageSet.open(link, Split.TRAIN)) {
      ImageSet left =
          images.without(
              List.of(
                  relative.toString(),
                  folder.resolve("a/sea/../street/1.jpg").toString(),
                  link.resolve("sea/3.jpg").toString(),
                  folder.resolve("gone.jpg").toString()));
      assertThat(left.examples())
          .extracting(example -> link.relativize(example.file()).toString())
          .containsExactly("sea/1.jpg", "street/2.jpg");
      assertThat(left.excluded()).isEqualTo(3);
      assertThat(left.labels()).containsExactly("sea", "street");
      assertThat(left.withLabels(List.of("street", "sea")).excluded()).isEqualTo(3);
      assertThat(images.examples()).hasSize(5);
      assertThat(images.excluded()).isZero();
    }
  }

  @Test
  void imagesOfAZipFileAreLeftOutByTheirEntries() throws IOException {
    Path zip = zip("a.zip", "sea/1.jpg", "sea/2.jpg", "street/1.jpg");
    try (ImageSet images = ImageSet.open(zip, Split.TRAIN)) {
      ImageSet left = images.without(List.of(zip + "!/sea/1.jpg"));
      assertThat(left.examples()).extracting(Example::path).noneMatch(p -> p.contains("sea/1"));
      assertThat(left.excluded()).isEqualTo(1);
    }
  }

  @Test
  void listOfOtherImagesAndAClassLeftOutAreErrors() throws IOException {
    tree("a/sea/1.jpg", "a/street/1.jpg", "a/street/2.jpg");
    try (ImageSet images = ImageSet.open(folder.resolve("a"), Split.TRAIN)) {
      assertThatThrownBy(() -> images.without(List.of("/elsewhere/2.jpg", "/elsewhere/1.jpg")))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("found none among 2, such as /elsewhere/1.jpg");
      assertThatThrownBy(() -> images.without(List.of(folder.resolve("a/sea/1.jpg").toString())))
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("found all of sea left out");
      assertThat(images.without(List.of()).examples()).hasSize(3);
    }
  }
}
