package io.github.gradcam.serve.queue;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.flow.StageReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Questions wait here for a network. A thread that is free takes the first, and with it all others
 * that wait at that moment and can share its pass, up to a batch: where nobody waits nobody is
 * waited for. Maps of many passes have a thread of their own, so that the others need not wait for
 * them.
 */
public final class NetworkQueue implements AutoCloseable {

  private final int batch;
  private final List<Thread> threads = new ArrayList<>();
  private final Lane quick = new Lane();
  private final Lane costly = new Lane();
  private final StageClock busy = new StageClock();
  private final StageClock idle = new StageClock();
  private final long begun = System.nanoTime();
  private volatile int lastBatch = 1;

  /** Those that wait, in the order of their coming. */
  private static final class Lane {

    private final Deque<NetworkQuestion> waiting = new ArrayDeque<>();
    private boolean closed;

    synchronized void put(NetworkQuestion question) {
      if (closed) {
        question.answer().completeExceptionally(ended());
        return;
      }
      waiting.add(question);
      notifyAll();
    }

    /** The next that can share a pass; null at the end. */
    synchronized @Nullable List<NetworkQuestion> take(int most) throws InterruptedException {
      while (true) {
        while (waiting.isEmpty() && !closed) {
          wait();
        }
        if (closed) {
          return null;
        }
        List<NetworkQuestion> batch = new ArrayList<>();
        Iterator<NetworkQuestion> all = waiting.iterator();
        while (all.hasNext() && batch.size() < most) {
          NetworkQuestion next = all.next();
          if (next.abandoned().getAsBoolean()) {
            all.remove();
            next.answer().completeExceptionally(abandoned());
          } else if (batch.isEmpty() || next.shares(batch.get(0))) {
            all.remove();
            batch.add(next);
          }
        }
        if (!batch.isEmpty()) {
          return batch;
        }
      }
    }

    synchronized int size() {
      return waiting.size();
    }

    synchronized void close() {
      closed = true;
      waiting.forEach(each -> each.answer().completeExceptionally(ended()));
      waiting.clear();
      notifyAll();
    }

    private static CancellationException ended() {
      return new CancellationException("Expected a server that goes on, found one that has ended");
    }

    private static CancellationException abandoned() {
      return new CancellationException("Expected somebody to wait for the answer, found nobody");
    }
  }

  /**
   * Starts the threads.
   *
   * @param runs of networks at once, at least 1, besides one for maps of many passes
   * @param batch the most images of one pass, at least 1
   */
  public NetworkQueue(int runs, int batch) {
    if (runs < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "Expected runs and a batch of 1 or more, found %d and %d".formatted(runs, batch));
    }
    this.batch = batch;
    for (int i = 0; i < runs; i++) {
      start("network-" + i, quick);
    }
    start("network-costly", costly);
  }

  /**
   * Puts a question; it is answered by another thread.
   *
   * @param question its answer is completed, exceptionally where the network fails or nobody waits
   *     any more
   */
  public void ask(NetworkQuestion question) {
    (question.isCostly() ? costly : quick).put(question);
  }

  /** {@return how many questions wait} */
  public int waiting() {
    return quick.size() + costly.size();
  }

  /** {@return the images of the last pass} */
  public int lastBatch() {
    return lastBatch;
  }

  /** {@return how the threads spent their time} */
  public StageReport report() {
    double wall = (System.nanoTime() - begun) / 1e9;
    return new StageReport("network", threads.size(), wall, busy.seconds(), idle.seconds(), 0);
  }

  private void start(String name, Lane lane) {
    Thread thread = new Thread(() -> run(lane), name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void run(Lane lane) {
    try {
      while (true) {
        long waitedSince = System.nanoTime();
        List<NetworkQuestion> questions = lane.take(batch);
        idle.addSince(waitedSince);
        if (questions == null) {
          return;
        }
        long workedSince = System.nanoTime();
        answer(questions);
        busy.addSince(workedSince);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that fails does not take the others of its batch with it. */
  private void answer(List<NetworkQuestion> questions) {
    lastBatch = questions.size();
    try {
      List<NetworkAnswer> answers = answers(questions);
      for (int i = 0; i < questions.size(); i++) {
        questions.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (questions.size() == 1 || e instanceof CancellationException) {
        questions.forEach(each -> each.answer().completeExceptionally(e));
      } else {
        questions.forEach(each -> answer(List.of(each)));
      }
    }
  }

  private static List<NetworkAnswer> answers(List<NetworkQuestion> questions) {
    NetworkQuestion first = questions.get(0);
    List<byte[]> pixels = questions.stream().map(NetworkQuestion::pixels).toList();
    List<NetworkAnswer> answers = new ArrayList<>();
    if (first.plan() == null) {
      for (float[] probabilities : first.network().probabilities(pixels)) {
        answers.add(new NetworkAnswer(probabilities, null));
      }
    } else {
      List<Explanation> explanations =
          first
              .network()
              .explain(
                  first.plan(),
                  pixels,
                  questions.stream().map(NetworkQuestion::selection).toList(),
                  () -> questions.stream().allMatch(each -> each.abandoned().getAsBoolean()));
      explanations.forEach(each -> answers.add(new NetworkAnswer(each.probabilities(), each)));
    }
    return answers;
  }

  /** Ends the threads after what they are at; what waits is not answered. Safe to call twice. */
  @Override
  public void close() {
    quick.close();
    costly.close();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
