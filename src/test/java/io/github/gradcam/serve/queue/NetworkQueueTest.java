package io.github.gradcam.serve.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which questions share a pass, and what becomes of those that nobody waits for. */
@Timeout(120)
class NetworkQueueTest {

  private static final int BATCH = 8;
  private static ServedNetwork network;
  private static MapPlan plan;

  @BeforeAll
  static void load() {
    network = network(3);
    plan = network.plan(MapRequest.DEFAULT);
  }

  private static ServedNetwork network(int mostPlans) {
    return new ServedNetwork(
        "scenes",
        new SavedModelFolder(Path.of("saved_model")).load(Execution.of(Precision.FLOAT32)),
        mostPlans);
  }

  @AfterAll
  static void close() {
    network.close();
  }

  private static byte[] noise(int seed) {
    byte[] pixels = new byte[150 * 150 * 3];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  private static NetworkQuestion question(
      @Nullable MapPlan plan, int seed, ClassSelection selection, BooleanSupplier abandoned) {
    return new NetworkQuestion(
        network, plan, noise(seed), selection, abandoned, new CompletableFuture<>());
  }

  private static NetworkQuestion question(@Nullable MapPlan plan, int seed) {
    return question(plan, seed, new ClassSelection.Predicted(), () -> false);
  }

  /** Keeps the network at work until it is let go. */
  private static final class Held implements ClassSelection {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    @Override
    public int first() {
      return Target.PREDICTED;
    }

    @Override
    public List<Integer> of(float[] probabilities) {
      begun.countDown();
      try {
        assertThat(free.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return List.of(0);
    }
  }

  private static Held hold(NetworkQueue queue) throws InterruptedException {
    Held held = new Held();
    queue.ask(question(plan, 0, held, () -> false));
    assertThat(held.begun.await(60, TimeUnit.SECONDS)).isTrue();
    return held;
  }

  @Test
  void oneThatComesAloneIsAnsweredAlone() {
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      NetworkQuestion one = question(plan, 1);
      queue.ask(one);
      assertThat(one.answer().join().explanation()).isNotNull();
      assertThat(queue.lastBatch()).isEqualTo(1);
    }
  }

  @Test
  void thoseThatWaitTogetherShareAPassAndGetTheirOwnAnswers() throws Exception {
    List<NetworkQuestion> together = new ArrayList<>();
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      Held held = hold(queue);
      for (int i = 1; i <= 5; i++) {
        together.add(question(plan, i));
        queue.ask(together.get(i - 1));
      }
      assertThat(queue.waiting()).isEqualTo(5);
      held.free.countDown();
      together.forEach(each -> each.answer().join());
      assertThat(queue.lastBatch()).isEqualTo(5);
    }
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      for (int i = 1; i <= 5; i++) {
        NetworkQuestion alone = question(plan, i);
        queue.ask(alone);
        NetworkAnswer expected = alone.answer().join();
        NetworkAnswer shared = together.get(i - 1).answer().join();
        assertThat(shared.probabilities()).containsExactly(expected.probabilities(), within(1e-4f));
        assertThat(shared.explanation().heatmap().values())
            .containsExactly(expected.explanation().heatmap().values(), within(1e-2f));
      }
    }
  }

  @Test
  void aBatchIsNoLargerThanAllowedAndOfOneKind() throws Exception {
    try (NetworkQueue queue = new NetworkQueue(1, 2)) {
      Held held = hold(queue);
      List<NetworkQuestion> all =
          List.of(question(plan, 1), question(null, 2), question(plan, 3), question(plan, 4));
      all.forEach(queue::ask);
      held.free.countDown();
      all.forEach(each -> each.answer().join());
      assertThat(queue.lastBatch()).isEqualTo(1); // two of the plan; one without; the last
      assertThat(all.get(1).answer().join().explanation()).isNull();
    }
  }

  @Test
  void whatNobodyWaitsForIsNotComputed() throws Exception {
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      Held held = hold(queue);
      NetworkQuestion gone = question(plan, 1, new ClassSelection.Predicted(), () -> true);
      queue.ask(gone);
      held.free.countDown();
      assertThatThrownBy(() -> gone.answer().get(60, TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aMapOfManyPassesEndsWhenNobodyWaitsAndHoldsUpNoOther() throws Exception {
    MapPlan costly =
        network.plan(
            new MapRequest(
                "rise",
                "auto",
                null,
                false,
                TargetScore.LOGIT,
                Convention.PYTORCH_GRAD_CAM,
                100_000,
                1));
    assertThat(costly.isCostly()).isTrue();
    CountDownLatch asked = new CountDownLatch(4);
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      NetworkQuestion rise =
          question(
              costly,
              1,
              new ClassSelection.Predicted(),
              () -> {
                asked.countDown();
                return asked.getCount() == 0;
              });
      queue.ask(rise);
      NetworkQuestion quick = question(plan, 2);
      queue.ask(quick);
      quick.answer().get(60, TimeUnit.SECONDS);
      assertThatThrownBy(() -> rise.answer().get(60, TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void oneThatFailsTakesNoOtherWithIt() throws Exception {
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      Held held = hold(queue);
      ClassSelection wrong =
          new ClassSelection() {
            @Override
            public int first() {
              return Target.PREDICTED;
            }

            @Override
            public List<Integer> of(float[] probabilities) {
              throw new IllegalArgumentException("wrong");
            }
          };
      NetworkQuestion failing = question(plan, 1, wrong, () -> false);
      NetworkQuestion other = question(plan, 2);
      queue.ask(failing);
      queue.ask(other);
      held.free.countDown();
      assertThat(other.answer().get(60, TimeUnit.SECONDS).explanation()).isNotNull();
      assertThatThrownBy(() -> failing.answer().get(60, TimeUnit.SECONDS))
          .hasMessageContaining("wrong");
    }
  }

  @Test
  void whatWaitsAtTheEndIsToldSo() throws Exception {
    NetworkQueue queue = new NetworkQueue(1, BATCH);
    Held held = hold(queue);
    NetworkQuestion late = question(plan, 1);
    queue.ask(late);
    Thread closing = new Thread(queue::close);
    closing.start();
    assertThatThrownBy(() -> late.answer().get(60, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
    held.free.countDown();
    closing.join();
    NetworkQuestion after = question(plan, 2);
    queue.ask(after);
    assertThat(after.answer()).isCompletedExceptionally();
  }

  @Test
  void manyKindsOfMapsGiveTheSameAnswersFromAGraphBegunAnew() {
    try (NetworkQueue queue = new NetworkQueue(1, BATCH)) {
      float[] first = null;
      for (int seed = 1; seed <= 5; seed++) { // more than the three that a graph holds
        MapPlan each =
            network.plan(
                new MapRequest(
                    "gradcam",
                    "auto",
                    null,
                    false,
                    TargetScore.LOGIT,
                    Convention.PYTORCH_GRAD_CAM,
                    0,
                    seed));
        NetworkQuestion question = question(each, 7);
        queue.ask(question);
        float[] values = question.answer().join().explanation().heatmap().values();
        first = first == null ? values : first;
        assertThat(values).containsExactly(first, within(1e-4f));
      }
    }
  }
}
