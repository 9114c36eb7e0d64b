package io.github.gradcam.video.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.video.media.LiveFrame;
import io.github.gradcam.video.media.SyntheticSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LatestFrameTest {

  private final AtomicInteger held = new AtomicInteger();
  private final LatestFrame slot = new LatestFrame();

  @Test
  void theNewestFrameIsTakenAndTheStaleOnesAreReleased() throws Exception {
    slot.put(frame(1));
    slot.put(frame(2));
    slot.put(frame(3));
    assertThat(held).hasValue(1);
    assertThat(slot.dropped()).isEqualTo(2);
    assertThat(slot.take(0)).extracting(LiveFrame::nanos).isEqualTo(3L);
    assertThat(slot.take(0)).isNull();
    assertThat(slot.dropped()).isEqualTo(2);
  }

  @Test
  void whoWaitsGetsTheFrameThatComes() throws Exception {
    CompletableFuture<LiveFrame> taken = taking(TimeUnit.HOURS.toNanos(1));
    Thread.sleep(50);
    slot.put(frame(7));
    assertThat(taken.get().nanos()).isEqualTo(7);
  }

  @Test
  void whoWaitsLongEnoughGetsNothing() throws Exception {
    long begin = System.nanoTime();
    assertThat(slot.take(TimeUnit.MILLISECONDS.toNanos(60))).isNull();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(60_000_000L);
  }

  @Test
  void closingWakesWhoWaitsAndReleasesWhatIsThereAndWhatComes() throws Exception {
    CompletableFuture<LiveFrame> taken = taking(TimeUnit.HOURS.toNanos(1));
    Thread.sleep(50);
    slot.close();
    assertThat(taken.get()).isNull();
    slot.put(frame(8));
    assertThat(held).hasValue(0);
    slot.close();
  }

  private SyntheticSource.Frame frame(long nanos) {
    held.incrementAndGet();
    return new SyntheticSource.Frame(nanos, 0, held);
  }

  private CompletableFuture<LiveFrame> taking(long nanos) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return slot.take(nanos);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
