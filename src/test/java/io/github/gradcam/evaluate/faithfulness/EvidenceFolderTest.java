package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFolderTest {

  @TempDir private Path folder;

  @Test
  void everythingButBlackIsEvidenceAtTheNearestPixel() throws Exception {
    // Four columns, the second of them nearly black; at twice the size it covers columns 2 and 3.
    mask("1.png", 4, 1, 1);
    KnownEvidence evidence = find("photos/1.jpg", 8, 2);
    assertThat(evidence.mask()).isEqualTo(bits(2, 3, 10, 11));
    assertThat(evidence.areaShare()).isEqualTo(0.25);
    assertThat(find("photos/1.jpg", 2, 1).mask()).isEqualTo(bits(0)); // centre at 1 of 4
  }

  @Test
  void maskWithMoreFoldersInCommonWins() throws Exception {
    mask("1.png", 2, 1, 0);
    mask("sea/1.png", 2, 1, 1);
    assertThat(find("data/sea/1.jpg", 2, 1).mask()).isEqualTo(bits(1));
    assertThat(find("data/forest/1.jpg", 2, 1).mask()).isEqualTo(bits(0));
  }

  @Test
  void imageWithoutMaskOrWithABlackOneHasNoEvidence() throws Exception {
    mask("1.png", 2, 1, 0);
    ImageFiles.write(new RgbImage(2, 1, new byte[6]), folder.resolve("black.png"));
    EvidenceFolder evidence = EvidenceFolder.open(folder);
    assertThat(evidence.size()).isEqualTo(2);
    assertThat(evidence.find(Path.of("2.jpg"), 2, 1)).isNull();
    assertThat(evidence.find(Path.of("11.jpg"), 2, 1)).isNull();
    assertThat(evidence.find(Path.of("black.jpg"), 2, 1)).isNull();
  }

  @Test
  void boxIsScaledFromTheImageToTheNetwork() throws Exception {
    json(
        """
        {"images": [{"id": 7, "file_name": "sea/1.jpg", "width": 100, "height": 50},
                    {"id": 8, "file_name": "2.jpg", "width": 100, "height": 50}],
         "annotations": [{"image_id": 7, "bbox": [25, 10, 50, 20]},
                         {"image_id": 7, "bbox": [98, 48, 9, 9]}]}
        """);
    KnownEvidence evidence = find("x/sea/1.png", 4, 5);
    assertThat(evidence.mask()).isEqualTo(bits(5, 6, 9, 10, 19));
    assertThat(EvidenceFolder.open(folder).size()).isEqualTo(1);
    assertThat(EvidenceFolder.open(folder).find(Path.of("2.jpg"), 4, 5)).isNull();
    assertThat(EvidenceFolder.open(folder).find(Path.of("x/1.png"), 4, 5)).isNull();
  }

  @Test
  void polygonWithoutABoxCountsAsTheBoxAroundItAndTheSizeComesFromTheImage() throws Exception {
    Path photo = folder.resolve("photos/1.png");
    Files.createDirectories(photo.getParent());
    ImageFiles.write(new RgbImage(10, 10, new byte[300]), photo);
    Path boxes = Files.createDirectories(folder.resolve("boxes")).resolve("boxes.json");
    Files.writeString(
        boxes,
        """
        {"images": [{"id": "a", "file_name": "1.png"}],
         "annotations": [{"image_id": "a", "segmentation": [[0, 0, 5, 0, 5, 4], [1, 2, 3, 5]]}]}
        """);
    KnownEvidence evidence = EvidenceFolder.open(folder.resolve("boxes")).find(photo, 4, 2);
    assertThat(evidence).isEqualTo(new KnownEvidence(4, 2, bits(0, 1)));
  }

  @Test
  void boxSmallerThanAPixelMarksThePixelItLiesIn() throws Exception {
    json(
        """
        {"images": [{"id": 1, "file_name": "1.jpg", "width": 100, "height": 100}],
         "annotations": [{"image_id": 1, "bbox": [30, 80, 1, 1]}]}
        """);
    assertThat(find("1.jpg", 4, 4).mask()).isEqualTo(bits(13));
  }

  @Test
  void missingFolderAndFileInItsPlaceAreErrors() throws Exception {
    assertThatThrownBy(() -> EvidenceFolder.open(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Expected a folder of masks, or with one JSON file of boxes, found nothing at");
    mask("1.png", 2, 1, 0);
    assertThatThrownBy(() -> EvidenceFolder.open(folder.resolve("1.png")))
        .hasMessageContaining("found a file at");
  }

  @Test
  void emptyFolderAndMixedFolderAreErrors() throws Exception {
    assertThatThrownBy(() -> EvidenceFolder.open(folder))
        .hasMessageContaining("found 0 masks and 0 JSON files; keep one kind in the folder");
    mask("1.png", 2, 1, 0);
    json("{}");
    assertThatThrownBy(() -> EvidenceFolder.open(folder))
        .hasMessageContaining("found 1 masks and 1 JSON files");
  }

  @Test
  void twoMasksForAnImageAreAnError() throws Exception {
    mask("1.png", 2, 1, 0);
    mask("1.bmp", 2, 1, 0);
    assertThatThrownBy(() -> EvidenceFolder.open(folder))
        .hasMessageContainingAll("Expected one mask for an image", "1.bmp", "1.png");
  }

  @Test
  void unreadableMaskIsAnErrorThatNamesIt() throws Exception {
    Files.writeString(folder.resolve("1.png"), "no image");
    EvidenceFolder evidence = EvidenceFolder.open(folder);
    assertThatThrownBy(() -> evidence.find(Path.of("1.jpg"), 2, 2))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining("1.png");
  }

  @Test
  void malformedJsonIsAnErrorThatSaysWhatWasExpected() throws Exception {
    assertMalformed("{\"images\": [", "Expected JSON as COCO has it in");
    assertMalformed("{}", "Expected a list \"annotations\" in", "found none; correct the file");
    assertMalformed(
        "{\"annotations\": [{\"bbox\": [1, 2, 3, 4]}], \"images\": []}",
        "Expected \"image_id\" in an annotation");
    assertMalformed(
        "{\"annotations\": [{\"image_id\": 1, \"bbox\": [1, 2, 3]}], \"images\": []}",
        "Expected a bbox of [x, y, width, height]");
    assertMalformed(
        "{\"annotations\": [{\"image_id\": 1, \"bbox\": [1, 2, 0, 4]}], \"images\": []}",
        "with a positive size");
    assertMalformed("{\"annotations\": [{\"image_id\": 1}], \"images\": []}", "Expected a bbox");
    assertMalformed(
        "{\"annotations\": [{\"image_id\": 1, \"bbox\": [1, 2, 3, \"a\"]}], \"images\": []}",
        "Expected numbers in a bbox");
    assertMalformed(
        "{\"annotations\": [{\"image_id\": 1, \"bbox\": [1, 2, 3, 4]}], \"images\": []}",
        "found an annotation of image 1");
  }

  private void assertMalformed(String text, String... parts) throws IOException {
    json(text);
    assertThatThrownBy(() -> EvidenceFolder.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("boxes.json");
  }

  private KnownEvidence find(String photo, int width, int height) throws Exception {
    KnownEvidence evidence = EvidenceFolder.open(folder).find(Path.of(photo), width, height);
    assertThat(evidence).isNotNull();
    return evidence;
  }

  private void json(String text) throws IOException {
    Files.writeString(folder.resolve("boxes.json"), text);
  }

  private void mask(String name, int width, int height, int column) throws IOException {
    byte[] pixels = new byte[width * height * 3];
    pixels[column * 3 + 2] = 1;
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageFiles.write(new RgbImage(width, height, pixels), file);
  }

  private static BitSet bits(int... pixels) {
    BitSet bits = new BitSet();
    for (int pixel : pixels) {
      bits.set(pixel);
    }
    return bits;
  }
}
