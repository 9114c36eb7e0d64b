package io.github.gradcam.serve.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request does not begin in time: new ones, and kept ones from the first
 * byte of their next request on. Jetty's own limit begins anew with each byte, so that a head that
 * comes byte by byte would never meet it; a kept connection on which nothing comes is left to it.
 */
final class SlowHeads implements Connection.Listener {

  private final Map<Connection, Quiet> quiet = new ConcurrentHashMap<>();
  private final Scheduler scheduler;
  private final Duration patience;

  /**
   * A connection without a request.
   *
   * @param since when that began, in nanoseconds; of a kept one, when the next head began
   * @param bytes that had come by then
   * @param expected whether a head is to come in time, or the connection may just be kept
   */
  private record Quiet(long since, long bytes, boolean expected) {}

  SlowHeads(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /** Looks at all connections now and then, until the scheduler ends. */
  void watch() {
    long now = System.nanoTime();
    quiet.forEach(
        (connection, each) -> {
          if (each.expected() && now - each.since() > patience.toNanos()) {
            connection.close();
          } else if (!each.expected() && connection.getBytesIn() != each.bytes()) {
            quiet.replace(connection, each, new Quiet(now, each.bytes(), true));
          }
        });
    if (scheduler.isRunning()) {
      scheduler.schedule(this::watch, Math.max(1, patience.toMillis() / 4), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void onOpened(Connection connection) {
    quiet.put(connection, new Quiet(System.nanoTime(), 0, true));
  }

  @Override
  public void onClosed(Connection connection) {
    quiet.remove(connection);
  }

  /** A request's head is complete. */
  void begun(Connection connection) {
    quiet.remove(connection);
  }

  /** A request is answered; where it is still open, the connection waits for the next. */
  void ended(Connection connection) {
    quiet.put(connection, new Quiet(System.nanoTime(), connection.getBytesIn(), false));
    if (!connection.getEndPoint().isOpen()) {
      quiet.remove(connection);
    }
  }
}
