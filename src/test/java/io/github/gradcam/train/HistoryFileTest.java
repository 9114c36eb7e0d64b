package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  @TempDir Path folder;

  @Test
  void oneRowAnEpochBelowTheNames() throws IOException {
    Path csv = folder.resolve("history.csv");
    EpochResult result = new EpochResult(3, 0.0123456789, 1.5, 0.25, 0.75, 0.5, 33.44, 0.01, 12.34);
    HistoryFile.write(csv, List.of(result));
    assertThat(Files.readString(csv))
        .isEqualTo(
            """
            epoch,learning_rate,loss,accuracy,validation_loss,validation_accuracy,images_per_second,wait_share,seconds
            3,0.0123457,1.50000,0.25000,0.75000,0.50000,33.4,0.0100,12.3
            """);
  }

  @Test
  void fileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
    Path csv = folder.resolve("history.csv");
    HistoryFile.write(csv, List.of(Plans.result(1, 1, 0.5)));
    HistoryFile.write(csv, List.of(Plans.result(1, 1, 0.5), Plans.result(2, 1, 0.5)));
    assertThat(Files.readAllLines(csv)).hasSize(3);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(csv);
    }
  }
}
