package io.github.gradcam.serve.http;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Listens, and gives each request to its route within the limits. Ends in good order: what is under
 * way is answered, what comes then gets 503.
 */
public final class WebServer implements AutoCloseable {

  private static final int HEAD_BYTES = 16_384;
  private static final int THREADS = 32;

  /** How long nothing may come of a body, and no byte of a reply be taken. */
  private static final Duration STALLED = Duration.ofSeconds(15);

  /** How long a request's head may take. */
  private static final Duration HEAD = Duration.ofSeconds(30);

  private final Server server;
  private final ServerConnector connector;
  private final Parts parts;

  /** What a request meets on its way. */
  record Parts(
      WebAccess access,
      WebLimits limits,
      WebRoutes routes,
      Executor workers,
      WebTraffic traffic,
      SlowHeads heads) {}

  private static final class Entrance extends Handler.Abstract {

    private final Parts parts;

    Entrance(Parts parts) {
      this.parts = parts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      new Exchange(parts, request, response, callback).begin();
      return true;
    }
  }

  /**
   * Begins to listen.
   *
   * @param host name or number of an address of this machine
   * @param port to listen at; 0 for any that is free
   * @param access who may ask
   * @param limits how much
   * @param routes what answers
   * @param workers threads that may compute
   * @throws IOException if the port cannot be had
   */
  public WebServer(
      String host, int port, WebAccess access, WebLimits limits, WebRoutes routes, Executor workers)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("web");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setErrorHandler(new JsonErrors());
    Duration half = limits.time().dividedBy(2);
    Duration stalled = shorter(STALLED, half);
    SlowHeads heads = new SlowHeads(server.getScheduler(), shorter(HEAD, half));
    parts = new Parts(access, limits, routes, workers, new WebTraffic(limits.requests()), heads);
    connector = connector(server, stalled, limits.keepAlive());
    connector.setHost(host);
    connector.setPort(port);
    connector.addBean(heads);
    server.addConnector(connector);
    NetworkConnectionLimit most = new NetworkConnectionLimit(limits.connections(), connector);
    most.setEndPointIdleTimeout(shorter(stalled, limits.keepAlive()).toMillis()); // others wait
    server.addBean(most);
    server.setHandler(new Entrance(parts));
    start(host, port);
    heads.watch();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static ServerConnector connector(Server server, Duration stalled, Duration keepAlive) {
    HttpConfiguration http = new HttpConfiguration();
    http.setIdleTimeout(stalled.toMillis()); // from a request's head to the end of its reply
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEAD_BYTES);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(keepAlive.toMillis()); // between requests
    connector.setAcceptQueueSize(1024);
    return connector;
  }

  private void start(String host, int port) throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException(
          "Expected to listen at %s:%d, found: %s; give another --port or --host"
              .formatted(host, port, FailureWords.of(e, "that it cannot be had")),
          e);
    }
  }

  /** {@return where it listens} */
  public int port() {
    return connector.getLocalPort();
  }

  /** {@return what is under way} */
  public WebTraffic traffic() {
    return parts.traffic();
  }

  /**
   * Takes no more requests, and waits until those under way are answered.
   *
   * @param patience at most
   */
  public void drain(Duration patience) {
    parts.traffic().refuse();
    try {
      parts.traffic().awaitEnd(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends at once; safe to call twice. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(
          "Expected to stop listening, found: " + FailureWords.of(e), e);
    }
  }
}
