package io.github.gradcam.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.model.DeviceMemoryException;
import io.github.gradcam.model.ExhaustedDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkStageTest {

  private final Conveyor<PreparedImage> in = new Conveyor<>(100);
  private final Conveyor<ExplainedImage> out = new Conveyor<>(100, image -> 1);
  private final List<Integer> batches = new ArrayList<>();

  private void run(int images, int most, int batchSize, long memory) {
    for (int i = 0; i < images; i++) {
      in.put(
          new PreparedImage(
              "/" + i, null, new ClassSelection.Predicted(), new byte[10], null, 1, 1, null));
    }
    in.end(null);
    NetworkStage.Network network =
        batch -> {
          batches.add(batch.size());
          if (batch.size() > most) {
            throw ExhaustedDevice.failure();
          }
          return Collections.nCopies(batch.size(), (Explanation) null);
        };
    new NetworkStage(network, BatchSizer.fixed(batchSize), in, out, memory, new Object()).run();
    out.end(null);
  }

  private static <T> List<T> all(Conveyor<T> queue) {
    List<T> all = new ArrayList<>();
    for (T each = queue.take(); each != null; each = queue.take()) {
      all.add(each);
    }
    return all;
  }

  @Test
  void batchesAreFullButForTheLast() {
    run(10, 100, 4, 1000);
    assertThat(batches).containsExactly(4, 4, 2);
    assertThat(all(out)).hasSize(10);
  }

  @Test
  void batchThatDoesNotFitIsHalvedAndNoImageIsLost() {
    run(20, 3, 16, 1000);
    assertThat(batches).containsExactly(16, 8, 4, 2, 2, 4, 2, 2, 8, 4, 2, 2, 4, 2, 2, 2, 2);
    assertThat(all(out).stream().map(each -> each.image().path()))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 20).mapToObj(i -> "/" + i).toList());
  }

  @Test
  void noMemoryForASingleImageEndsTheRun() {
    assertThatThrownBy(() -> run(2, 0, 1, 1000)).isInstanceOf(DeviceMemoryException.class);
    assertThat(batches).containsExactly(1);
  }

  @Test
  void batchEndsWhereItsImagesTakeTooMuchMemory() {
    run(10, 100, 8, 30);
    assertThat(batches).containsExactly(3, 3, 3, 1);
  }
}
