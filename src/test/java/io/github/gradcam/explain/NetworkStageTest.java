package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.model.DeviceMemoryException;
import io.github.gradcam.model.ExhaustedDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkStageTest {

  private final List<Integer> batches = new ArrayList<>();
  private final List<Integer> explained = new ArrayList<>();

  /** Each image takes 10 bytes. */
  private void run(int images, int most, int batchSize, long memory) throws IOException {
    Conveyor<Integer> in = new Conveyor<>(images);
    IntStream.range(0, images).forEach(in::put);
    in.end(null);
    NetworkStage<Integer, Integer> network =
        new NetworkStage<>(
            batch -> {
              batches.add(batch.size());
              if (batch.size() > most) {
                throw ExhaustedDevice.failure();
              }
              return List.copyOf(batch);
            },
            BatchSizer.fixed(batchSize),
            image -> 10,
            memory);
    Conveyor<Integer> out = new Conveyor<>(1);
    try (Pipeline stages = new Pipeline("test")) {
      stages.batches("network", in, List.of(network), out);
      stages.drain(out, explained::add);
    }
  }

  @Test
  void batchesAreFullButForTheLast() throws IOException {
    run(10, 100, 4, 1000);
    assertThat(batches).containsExactly(4, 4, 2);
    assertThat(explained).hasSize(10);
  }

  @Test
  void batchThatDoesNotFitIsHalvedOnceForAllAndNoImageIsLost() throws IOException {
    run(20, 3, 16, 1000);
    assertThat(batches).containsExactly(16, 8, 4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    assertThat(explained).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
  }

  @Test
  void noMemoryForASingleImageEndsTheRun() {
    assertThatThrownBy(() -> run(2, 0, 1, 1000)).isInstanceOf(DeviceMemoryException.class);
    assertThat(batches).containsExactly(1);
  }

  @Test
  void batchEndsWhereItsImagesTakeTooMuchMemory() throws IOException {
    run(10, 100, 8, 30);
    assertThat(batches).containsExactly(3, 3, 3, 1);
  }
}
