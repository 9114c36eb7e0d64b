package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitsTest {

  private static List<String> of(String... paths) {
    return Splits.of(List.of(paths), Collections.nCopies(paths.length, "sea"));
  }

  @Test
  void topFoldersOfAKaggleLayout() {
    assertThat(
            of(
                "/data/scenes/seg_train/seg_train/sea/1.jpg",
                "/data/scenes/seg_test/seg_test/sea/2.jpg",
                "/data/scenes/seg_pred/seg_pred/3.jpg"))
        .containsExactly("seg_train", "seg_test", "");
  }

  @Test
  void namesAreToldByTheirWords() {
    assertThat(of("/a/train2017/1.jpg", "/a/val/2.jpg", "/a/Test-A/3.jpg", "/a/contest/4.jpg"))
        .containsExactly("train2017", "val", "Test-A", "");
  }

  @Test
  void foldersWithinAnArchive() {
    assertThat(of("/a/b.zip!/train/sea/1.jpg", "/a/b.zip!/valid/sea/1.jpg"))
        .containsExactly("train", "valid");
  }

  @Test
  void foldersThatAllShareTellNothing() {
    assertThat(of("/test/seg_test/sea/1.jpg", "/test/seg_test/street/2.jpg"))
        .containsExactly("", "");
    assertThat(of("/test/train/1.jpg", "/test/val/2.jpg")).containsExactly("train", "val");
  }

  @Test
  void oneSplitIsNone() {
    assertThat(of("/a/train/1.jpg", "/a/more/2.jpg")).containsExactly("", "");
    assertThat(of()).isEmpty();
  }

  /** Of vehicles, the class "train" is no split. */
  @Test
  void folderOfAClassIsNoSplit() {
    assertThat(
            Splits.of(
                List.of("/a/train/1.jpg", "/a/bus/2.jpg", "/a/test/bus/3.jpg"),
                Arrays.asList("train", "bus", null)))
        .containsExactly("", "", "");
    assertThat(
            Splits.of(
                List.of("/a/train/train/1.jpg", "/a/test/train/2.jpg"), List.of("train", "train")))
        .containsExactly("train", "test");
  }
}
