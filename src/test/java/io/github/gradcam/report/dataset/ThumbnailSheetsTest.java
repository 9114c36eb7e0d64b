package io.github.gradcam.report.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailSheetsTest {

  private static final int CELLS = ThumbnailSheets.COLUMNS * ThumbnailSheets.COLUMNS;

  @TempDir private Path folder;

  @Test
  void cellsGoFromLeftToRightThenDownThenToTheNextSheet() throws Exception {
    ThumbnailSheets sheets = new ThumbnailSheets(folder);
    RgbImage image = grey(96, 96, 90);
    assertThat(sheets.add(image)).isEqualTo(new ThumbnailCell(0, 0, 0, 96, 96));
    assertThat(sheets.add(image)).isEqualTo(new ThumbnailCell(0, 96, 0, 96, 96));
    for (int i = 2; i < ThumbnailSheets.COLUMNS; i++) {
      sheets.add(image);
    }
    assertThat(sheets.add(image)).isEqualTo(new ThumbnailCell(0, 0, 96, 96, 96));
    for (int i = ThumbnailSheets.COLUMNS + 1; i < CELLS; i++) {
      sheets.add(image);
    }
    assertThat(sheets.add(image)).isEqualTo(new ThumbnailCell(1, 0, 0, 96, 96));
    sheets.finish();
    assertThat(sheets.names()).hasSize(2);
    assertThat(size(sheets, 0)).isEqualTo(new ImageFiles.Size(2016, 2016));
    assertThat(size(sheets, 1)).isEqualTo(new ImageFiles.Size(2016, 96));
  }

  @Test
  void imagesKeepTheirShapeAndSmallOnesTheirSize() throws Exception {
    ThumbnailSheets sheets = new ThumbnailSheets(folder);
    assertThat(sheets.add(grey(400, 200, 1))).isEqualTo(new ThumbnailCell(0, 0, 0, 96, 48));
    assertThat(sheets.add(grey(200, 300, 1))).isEqualTo(new ThumbnailCell(0, 96, 0, 64, 96));
    assertThat(sheets.add(grey(5000, 2, 1))).isEqualTo(new ThumbnailCell(0, 192, 0, 96, 1));
    assertThat(sheets.add(grey(20, 30, 1))).isEqualTo(new ThumbnailCell(0, 288, 0, 20, 30));
  }

  @Test
  void eachCellShowsItsOwnImage() throws Exception {
    ThumbnailSheets sheets = new ThumbnailSheets(folder);
    List<ThumbnailCell> cells =
        List.of(
            sheets.add(grey(300, 300, 20)),
            sheets.add(grey(96, 96, 240)),
            sheets.add(grey(96, 48, 60)));
    sheets.finish();
    RgbImage sheet = ImageFiles.read(folder.resolve(sheets.names().get(0)));
    int[] expected = {20, 240, 60};
    for (int i = 0; i < expected.length; i++) {
      ThumbnailCell cell = cells.get(i);
      assertThat(value(sheet, cell.x(), cell.y())).isCloseTo(expected[i], within(3));
      assertThat(value(sheet, cell.x() + cell.width() - 1, cell.y() + cell.height() / 2))
          .isCloseTo(expected[i], within(3));
    }
  }

  @Test
  void sheetsOfTheSameImagesAreTheSameFile() throws Exception {
    assertThat(oneSheet(10)).isEqualTo(oneSheet(10)).isNotEqualTo(oneSheet(200));
  }

  @Test
  void sheetsThatAreDiscardedLeaveThoseThatWereThere() throws Exception {
    String earlier = oneSheet(10);
    ThumbnailSheets sheets = new ThumbnailSheets(folder);
    sheets.add(grey(96, 96, 10));
    sheets.finish();
    sheets.add(grey(96, 96, 200));
    sheets.finish();
    sheets.discard();
    assertThat(folder).isDirectoryContaining(file -> file.endsWith(earlier));
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void sheetsOfEarlierReportsAreDeletedAndNothingElse() throws Exception {
    Files.createFile(folder.resolve("sheet-0123456789abcdef.jpg"));
    Files.createFile(folder.resolve("sheet-mine.jpg"));
    ThumbnailSheets sheets = new ThumbnailSheets(folder);
    sheets.add(grey(96, 96, 10));
    sheets.finish();
    sheets.discardOthers();
    assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrder("sheet-mine.jpg", sheets.names().get(0));
  }

  private String oneSheet(int value) throws Exception {
    ThumbnailSheets sheets = new ThumbnailSheets(folder);
    sheets.add(grey(96, 96, value));
    sheets.finish();
    return sheets.names().get(0);
  }

  private ImageFiles.Size size(ThumbnailSheets sheets, int sheet) throws Exception {
    return ImageFiles.size(folder.resolve(sheets.names().get(sheet)));
  }

  private static int value(RgbImage image, int x, int y) {
    return image.pixels()[(y * image.width() + x) * RgbImage.CHANNELS] & 0xff;
  }

  private static RgbImage grey(int width, int height, int value) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    Arrays.fill(pixels, (byte) value);
    return new RgbImage(width, height, pixels);
  }
}
