package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyImagesTest {

  @TempDir Path folder;

  private Path zip(String name, Path... files) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Path file : files) {
        out.putNextEntry(new ZipEntry(file.getFileName().toString()));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    return zip;
  }

  @Test
  void imagesInFilesAndArchivesAreTakenAndWhatIsBrokenStopsNoOther() throws IOException {
    List<ImageRow> rows = new ArrayList<>(new MadeUpCollection(folder, 3, 1).rows());
    Path zip = zip("good.zip", Path.of(rows.get(1).path()), Path.of(rows.get(5).path()));
    Path broken = Files.writeString(folder.resolve("broken.zip"), "no archive");
    rows.set(1, MadeUpCollection.at(zip + "!/dark-001.png", rows.get(1)));
    rows.set(2, MadeUpCollection.at(broken + "!/dark-002.png", rows.get(2)));
    Files.writeString(Path.of(rows.get(4).path()), "no image");
    rows.set(5, MadeUpCollection.at(zip + "!/bright-001.png", rows.get(5)));
    Files.delete(Path.of(rows.get(6).path()));
    RowSample sample =
        RowSample.read(rows::stream, MadeUpCollection.LABELS, new SurveySettings(99, 0, 1));
    BitSet tried = new BitSet();
    tried.set(0);
    tried.set(5);
    List<Integer> order = IntStream.range(0, rows.size()).boxed().toList();
    List<Long> progress = new ArrayList<>();
    try (ReportFolder pages = ReportFolder.open(folder.resolve("report"));
        UnfinishedReport unfinished =
            UnfinishedReport.open(pages, "key", (stage, done, all) -> {})) {
      SurveyImages images =
          SurveyImages.read(
              sample, order, tried, 8, pages, unfinished, (stage, done, all) -> progress.add(done));
      assertThat(order.stream().filter(place -> images.cell(place) != null))
          .containsExactly(0, 1, 3, 5, 7);
      assertThat(images.unread()).isEqualTo(3);
      assertThat(images.input(0).width()).isEqualTo(8);
      assertThat(images.input(5)).isNotNull();
      assertThat(images.input(1)).isNull();
      assertThat(images.grey(1).grey()[0]).isBetween(40f, 80f);
      assertThat(images.grey(5).grey()[0]).isBetween(180f, 220f);
    }
    // Of the six that are there one is no image; those of an archive come where its first does.
    assertThat(progress).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }
}
