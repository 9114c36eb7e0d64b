package io.github.gradcam.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages overlap, keep what is asked of their order, and end together. */
@Timeout(120)
class PipelineTest {

  private final Pipeline pipeline = new Pipeline("tested");
  private final AtomicInteger made = new AtomicInteger();
  private final Conveyor<Integer> numbers = new Conveyor<>(3);
  private final Conveyor<Integer> results = new Conveyor<>(3);
  private final List<Integer> taken = new ArrayList<>();

  @AfterEach
  void close() {
    pipeline.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("tested-"));
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** 0, 1, 2 and so on. */
  private void count(int count) {
    pipeline.source("count", () -> made.get() == count ? null : made.getAndIncrement(), numbers);
  }

  /** Groups of three; what is left counts as a group too, and the rest is -1. */
  private static class Threes implements Pipeline.Batches<Integer, Integer> {

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

    @Override
    public boolean isFull(List<Integer> batch) {
      return batch.size() == 3;
    }

    @Override
    public List<Integer> apply(List<Integer> batch) throws Exception {
      batches.add(List.copyOf(batch));
      return batch;
    }

    @Override
    public List<Integer> rest() {
      return List.of(-1);
    }
  }

  @Test
  void orderIsKeptThoughLaterPiecesAreDoneFirst() throws IOException {
    CountDownLatch third = new CountDownLatch(1);
    count(50);
    pipeline.inOrder(
        "double",
        3,
        numbers,
        number -> {
          if (number == 0) {
            third.await(); // until a piece after it is done
          } else if (number == 2) {
            third.countDown();
          }
          return 2 * number;
        },
        results);
    pipeline.drain(results, taken::add);
    assertThat(taken).isEqualTo(upTo(50).stream().map(number -> 2 * number).toList());
  }

  @Test
  void orderIsFreeWhereItIsNotAskedFor() throws IOException {
    CountDownLatch second = new CountDownLatch(1);
    count(2);
    pipeline.stage(
        "late",
        2,
        numbers,
        number -> {
          if (number == 0) {
            second.await();
          }
          return number;
        },
        results);
    pipeline.drain(
        results,
        number -> {
          taken.add(number);
          second.countDown();
        });
    assertThat(taken).containsExactly(1, 0);
  }

  @Test
  void threadsOfAStageWorkAtTheSameTime() throws IOException {
    CyclicBarrier meeting = new CyclicBarrier(3);
    count(9);
    pipeline.inOrder(
        "meet",
        3,
        numbers,
        number -> {
          meeting.await(); // for ever, were there fewer
          return number;
        },
        results);
    pipeline.drain(results, taken::add);
    assertThat(taken).isEqualTo(upTo(9));
  }

  @Test
  void stepMayMakeNothingOfAPiece() throws IOException {
    count(10);
    pipeline.stage("odd", 1, numbers, number -> number % 2 == 0 ? null : number, results);
    pipeline.drain(results, taken::add);
    assertThat(taken).containsExactly(1, 3, 5, 7, 9);
  }

  @Test
  void batchesAreFullButForTheLastAndTheRestComesAfterThem() throws IOException {
    Threes threes = new Threes();
    count(7);
    pipeline.batches("threes", numbers, List.of(threes), results);
    pipeline.drain(results, taken::add);
    assertThat(threes.batches).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
    assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, -1);
  }

  @Test
  void threadsDoNotShareThePiecesOfABatch() throws IOException {
    Threes threes = new Threes();
    count(300);
    pipeline.batches("threes", numbers, Collections.nCopies(4, threes), results);
    pipeline.drain(results, taken::add);
    assertThat(threes.batches)
        .hasSize(100)
        .allMatch(batch -> batch.get(2) == batch.get(0) + 2 && batch.get(0) % 3 == 0);
  }

  @Test
  void failureOfTheSourceArrivesAfterWhatWasMadeBefore() {
    pipeline.source(
        "count",
        () -> {
          if (made.get() == 8) {
            throw new IOException("torn");
          }
          return made.getAndIncrement();
        },
        numbers);
    pipeline.batches("threes", numbers, List.of(new Threes()), results);
    assertThatThrownBy(() -> pipeline.drain(results, taken::add))
        .isInstanceOf(IOException.class)
        .hasMessage("torn");
    assertThat(taken).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, -1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void failureOfAStepArrivesInItsPlaceAndEndsTheStagesBefore(int threads) {
    count(Integer.MAX_VALUE);
    pipeline.inOrder(
        "fail",
        threads,
        numbers,
        number -> {
          if (number == 20) {
            throw new IllegalStateException("no ink");
          }
          return number;
        },
        results);
    assertThatThrownBy(() -> pipeline.drain(results, taken::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no ink");
    assertThat(taken).isEqualTo(upTo(20));
  }

  @Test
  void failureOfABatchEndsTheRunAndOfOthersTheFirstCounts() {
    Threes failing =
        new Threes() {
          @Override
          public List<Integer> apply(List<Integer> batch) throws Exception {
            if (batch.contains(3)) {
              throw new OutOfMemoryError("made up");
            }
            return super.apply(batch);
          }
        };
    count(Integer.MAX_VALUE);
    pipeline.batches("threes", numbers, List.of(failing), results);
    assertThatThrownBy(() -> pipeline.drain(results, taken::add))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("made up");
    assertThat(taken).containsExactly(0, 1, 2);
  }

  @Test
  void failureOfTheSinkEndsAllStages() {
    count(Integer.MAX_VALUE);
    pipeline.inOrder("pass", 3, numbers, number -> number, results);
    assertThatThrownBy(
            () ->
                pipeline.drain(
                    results,
                    number -> {
                      if (number == 5) {
                        throw new IOException("disk full");
                      }
                    }))
        .hasMessage("disk full");
  }

  @Test
  void piecesOnTheirWayAreBounded() throws IOException {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger given = new AtomicInteger();
    count(2000);
    pipeline.inOrder("pass", 2, numbers, number -> number, results);
    pipeline.drain(
        results, number -> most.accumulateAndGet(made.get() - given.getAndIncrement(), Math::max));
    // each queue, one before each that waits for room, and the one that the sink has
    assertThat(most.get()).isLessThanOrEqualTo(3 + 1 + 3 + 1 + 1);
    assertThat(given).hasValue(2000);
  }

  @Test
  void cancelFromOutsideEndsAllStages() throws IOException {
    count(Integer.MAX_VALUE);
    pipeline.stage("pass", 2, numbers, number -> number, results);
    pipeline.drain(
        results,
        number -> {
          taken.add(number);
          if (number == 100) {
            pipeline.cancel();
          }
        });
    assertThat(taken).contains(100);
  }

  @Test
  void closeWaitsNoLongerThanItsPatienceForOneThatDoesNotEnd() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Pipeline impatient = new Pipeline("tested", Duration.ofMillis(1))) {
      impatient.source(
          "stuck",
          () -> {
            end.await();
            return null;
          },
          numbers);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .contains("tested-stuck-0");
    assertThat(numbers.isCancelled()).isTrue(); // it was told to end
    end.countDown();
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("tested-stuck-0"))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void reportsTellWhoWorkedAndWhoWaited() throws Exception {
    count(20);
    pipeline.inOrder(
        "slow",
        1,
        numbers,
        number -> {
          long until = System.nanoTime() + 1_000_000;
          while (System.nanoTime() < until) {
            Thread.onSpinWait();
          }
          return number;
        },
        results);
    pipeline.drain(results, taken::add);
    List<StageReport> reports = pipeline.reports();
    assertThat(reports).extracting(StageReport::name).containsExactly("count", "slow");
    assertThat(reports.get(1).busy()).isBetween(0.02, reports.get(1).wall());
    assertThat(reports.get(0).waitedForRoom()).isGreaterThan(reports.get(0).busy());
    assertThat(StageReport.bottleneck(reports).name()).isEqualTo("slow");
    assertThat(pipeline.reports()).isEqualTo(reports); // the clocks stand
  }
}
