package io.github.gradcam.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeatmapNameTest {

  @Test
  void nameBeginsWithTheFilesOwn() {
    assertThat(HeatmapName.of("/photos/sea.jpg", ".png"))
        .matches("heatmaps/[0-9a-f]{2}/[0-9a-f]{2}/sea-[0-9a-f]{16}\\.png");
  }

  @Test
  void nameDependsOnThePathAlone() {
    assertThat(HeatmapName.of("/a/x.jpg", ".jpg")).isEqualTo(HeatmapName.of("/a/x.jpg", ".jpg"));
    assertThat(HeatmapName.of("/a/x.jpg", ".jpg")).isNotEqualTo(HeatmapName.of("/b/x.jpg", ".jpg"));
    assertThat(HeatmapName.of("/a/x.jpg", ".jpg")).isNotEqualTo(HeatmapName.of("/a/x.png", ".jpg"));
  }

  @Test
  void everyFileSystemTakesTheName() {
    String name = HeatmapName.of("/a/海 \n:*?" + "长".repeat(300) + ".jpg", ".jpg");
    assertThat(name).matches("[A-Za-z0-9/._-]+");
    assertThat(Path.of(name).getFileName().toString().length()).isLessThan(100);
  }

  @Test
  void noFolderOfAMillionImagesHoldsTenThousandFiles() {
    Map<String, Integer> leaves = new HashMap<>();
    Map<String, Set<String>> folders = new HashMap<>();
    for (int i = 0; i < 1_000_000; i++) {
      String[] parts = HeatmapName.of("/data/train/image-" + i + ".jpg", ".jpg").split("/", -1);
      leaves.merge(parts[1] + "/" + parts[2], 1, Integer::sum);
      folders.computeIfAbsent(parts[1], any -> new HashSet<>()).add(parts[2]);
    }
    assertThat(leaves.values()).allMatch(count -> count < 100);
    assertThat(folders).hasSize(256);
    assertThat(folders.values()).allMatch(below -> below.size() <= 256);
  }
}
