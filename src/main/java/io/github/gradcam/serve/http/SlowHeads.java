package io.github.gradcam.serve.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which no request has begun for a while, be it that a client sends its head
 * byte by byte: Jetty's own limit begins anew with each byte.
 */
final class SlowHeads implements Connection.Listener {

  private final Map<Connection, Long> quietSince = new ConcurrentHashMap<>();
  private final Scheduler scheduler;
  private final Duration patience;

  SlowHeads(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  /** Looks at all connections now and then, until the scheduler ends. */
  void watch() {
    long now = System.nanoTime();
    quietSince.forEach(
        (connection, since) -> {
          if (now - since > patience.toNanos()) {
            connection.close();
          }
        });
    if (scheduler.isRunning()) {
      scheduler.schedule(this::watch, Math.max(1, patience.toMillis() / 4), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void onOpened(Connection connection) {
    quietSince.put(connection, System.nanoTime());
  }

  @Override
  public void onClosed(Connection connection) {
    quietSince.remove(connection);
  }

  /** A request's head is complete. */
  void begun(Connection connection) {
    quietSince.remove(connection);
  }

  /** A request is answered; where it is still open, the connection waits for the next. */
  void ended(Connection connection) {
    quietSince.put(connection, System.nanoTime());
    if (!connection.getEndPoint().isOpen()) {
      quietSince.remove(connection);
    }
  }
}
