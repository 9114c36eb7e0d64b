package io.github.gradcam.serve.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What is under way: counted to keep to the limits, and to know when all is answered. */
public final class WebTraffic {

  private final Semaphore requests;
  private final HeapShare memory = new HeapShare();
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Map<String, Runnable> named = new ConcurrentHashMap<>();
  private volatile boolean ending;

  WebTraffic(int requests) {
    this.requests = new Semaphore(requests);
  }

  /** Whether one more request with a body may begin; it ends by {@link #release}. */
  boolean tryAcquire() {
    return requests.tryAcquire();
  }

  void release() {
    requests.release();
  }

  /** What bodies may take that are read or wait. */
  HeapShare memory() {
    return memory;
  }

  void begin() {
    open.incrementAndGet();
  }

  synchronized void end(int status) {
    answers.computeIfAbsent(status, any -> new LongAdder()).increment();
    if (open.decrementAndGet() == 0) {
      notifyAll();
    }
  }

  /** A request under way can be given up by its name, if no other has it. */
  void name(String id, Runnable giveUp) {
    named.putIfAbsent(id, giveUp);
  }

  void forget(String id, Runnable giveUp) {
    named.remove(id, giveUp);
  }

  /**
   * Gives up a request that has the header {@code X-Request-Id}: a server does not see that a
   * client of HTTP/1.1 went away while it computes.
   *
   * @param id its name
   * @return whether such a request was under way
   */
  public boolean giveUp(String id) {
    Runnable request = named.remove(id);
    if (request != null) {
      request.run();
    }
    return request != null;
  }

  /** Lets no further request in. */
  void refuse() {
    ending = true;
  }

  boolean isEnding() {
    return ending;
  }

  /** Waits until all is answered, or the time is over. */
  synchronized void awaitEnd(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (open.get() > 0 && left > 0) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }

  /** {@return how many requests are under way} */
  public int open() {
    return open.get();
  }

  /** {@return how many requests were answered, by status} */
  public Map<Integer, Long> answers() {
    Map<Integer, Long> counts = new TreeMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }
}
