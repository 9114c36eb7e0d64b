package io.github.gradcam.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one stage makes reaches the next in order, bounded, with how it ended. */
@Timeout(120)
class ConveyorTest {

  private final Conveyor<Integer> conveyor = new Conveyor<>(3);

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void piecesComeInOrderAndTheEndAfterThem() {
    start(
        () -> {
          for (int i = 0; i < 10_000; i++) {
            conveyor.put(i);
          }
          conveyor.end(null);
        });
    List<Integer> taken = new ArrayList<>();
    for (Integer piece = conveyor.take(); piece != null; piece = conveyor.take()) {
      taken.add(piece);
    }
    assertThat(taken).hasSize(10_000).isSorted().doesNotHaveDuplicates();
    assertThat(conveyor.take()).isNull();
  }

  @Test
  void producerThatIsAheadWaitsForRoom() throws Exception {
    AtomicInteger put = new AtomicInteger();
    Thread producer =
        start(
            () -> {
              while (put.get() < 5) {
                conveyor.put(put.get());
                put.incrementAndGet();
              }
            });
    awaitWaiting(producer);
    assertThat(put).hasValue(3);
    assertThat(conveyor.take()).isZero();
    while (put.get() < 4) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    awaitWaiting(producer);
    assertThat(put).hasValue(4);
    conveyor.cancel();
    producer.join();
  }

  @Test
  void consumerWaitsForAPiece() throws Exception {
    CompletableFuture<Integer> taken = new CompletableFuture<>();
    Thread consumer = start(() -> taken.complete(conveyor.take()));
    awaitWaiting(consumer);
    assertThat(taken).isNotDone();
    assertThat(conveyor.put(7)).isTrue();
    assertThat(taken.get()).isEqualTo(7);
  }

  @Test
  void failureArrivesAfterWhatWasMadeBefore() {
    IllegalStateException reason = new IllegalStateException("broken");
    conveyor.put(1);
    conveyor.put(2);
    conveyor.end(reason);
    assertThat(conveyor.take()).isEqualTo(1);
    assertThat(conveyor.take()).isEqualTo(2);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(conveyor::take)
          .isInstanceOf(Conveyor.StageFailure.class)
          .cause()
          .isSameAs(reason);
    }
  }

  @Test
  void pieceWaitsForThoseWhosePlacesAreBefore() throws Exception {
    Conveyor<Integer>.Place first = conveyor.reserve();
    Conveyor<Integer>.Place second = conveyor.reserve();
    second.fill(2);
    CompletableFuture<Integer> taken = new CompletableFuture<>();
    awaitWaiting(start(() -> taken.complete(conveyor.take())));
    first.fill(1);
    assertThat(taken.get()).isEqualTo(1);
    assertThat(conveyor.take()).isEqualTo(2);
  }

  @Test
  void failedPlaceIsTheEnd() {
    Conveyor<Integer>.Place first = conveyor.reserve();
    conveyor.put(2);
    first.fail(new IllegalStateException("broken"));
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(conveyor::take).hasRootCauseMessage("broken");
    }
  }

  @Test
  void offerDoesNotWaitForRoom() {
    for (int i = 0; i < 3; i++) {
      assertThat(conveyor.offer(i)).isTrue();
    }
    assertThat(conveyor.offer(3)).isFalse();
    assertThat(conveyor.take()).isZero();
    assertThat(conveyor.offer(4)).isTrue();
  }

  @Test
  void cancelReleasesTheProducerAndTakesNoMore() throws Exception {
    AtomicBoolean room = new AtomicBoolean(true);
    Thread producer =
        start(
            () -> {
              while (room.get()) {
                room.set(conveyor.put(1));
              }
            });
    awaitWaiting(producer);
    conveyor.cancel();
    producer.join();
    assertThat(room).isFalse();
    assertThat(conveyor.put(2)).isFalse();
    assertThat(conveyor.take()).isNull();
  }

  @Test
  void cancelReleasesTheConsumer() throws Exception {
    CompletableFuture<Integer> taken = new CompletableFuture<>();
    awaitWaiting(start(() -> taken.complete(conveyor.take())));
    conveyor.cancel();
    assertThat(taken.get()).isNull();
  }

  @Test
  void interruptionEndsTheWaitAndIsNotForgotten() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread consumer =
        start(
            () -> {
              try {
                conveyor.take();
              } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    awaitWaiting(consumer);
    consumer.interrupt();
    assertThat(interrupted.get()).isTrue();
  }
}
