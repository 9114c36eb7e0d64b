package io.github.gradcam.serve;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebRoutes;
import io.github.gradcam.serve.http.WebServer;
import io.github.gradcam.serve.protocol.KserveV1;
import io.github.gradcam.serve.protocol.NetworkAsker;
import io.github.gradcam.serve.protocol.OpenInference;
import io.github.gradcam.serve.protocol.ServedModels;
import io.github.gradcam.serve.queue.MapPlan;
import io.github.gradcam.serve.queue.MapRequest;
import io.github.gradcam.serve.queue.NetworkAnswer;
import io.github.gradcam.serve.queue.NetworkQuestion;
import io.github.gradcam.serve.queue.NetworkQueue;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server that is running. It ends in good order: what is under way is answered, what comes then
 * gets 503.
 */
public final class GradcamServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final ServedModels models;
  private final ThreadPoolExecutor workers;
  private final NetworkQueue queue;
  private final WebRoutes routes;
  private final WebServer web;

  /**
   * Begins to serve.
   *
   * @param settings how
   * @param networks at least one, each with a name of its own; closed with this, also where this
   *     fails
   * @throws IOException if the port cannot be had, or a file of the page cannot be read
   */
  public GradcamServer(ServeSettings settings, List<ServedNetwork> networks) throws IOException {
    models = new ServedModels(networks);
    workers = workers();
    queue = new NetworkQueue(settings.runs(), settings.batch());
    try {
      warm(networks);
      routes = routes(settings);
      web =
          new WebServer(
              settings.host(),
              settings.port(),
              settings.access(),
              settings.limits(),
              routes,
              workers);
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  /** The first answer of a network takes longest: it is given before anybody asks. */
  private void warm(List<ServedNetwork> networks) {
    for (ServedNetwork network : networks) {
      warm(network, network.plan(MapRequest.DEFAULT));
      warm(network, null);
    }
  }

  private void warm(ServedNetwork network, @Nullable MapPlan plan) {
    int size = network.inputSize();
    CompletableFuture<NetworkAnswer> answer = new CompletableFuture<>();
    queue.ask(
        new NetworkQuestion(
            network,
            plan,
            new byte[RgbImage.CHANNELS * size * size],
            new ClassSelection.Predicted(),
            () -> false,
            answer));
    answer.join();
  }

  /** As many as there are processors: more would only hold more images in memory. */
  private static ThreadPoolExecutor workers() {
    int count = Runtime.getRuntime().availableProcessors();
    return new ThreadPoolExecutor(
        count,
        count,
        1,
        TimeUnit.MINUTES,
        new LinkedBlockingQueue<>(), // no longer than the requests at once
        work -> {
          Thread thread = new Thread(work, "worker");
          thread.setDaemon(true);
          return thread;
        });
  }

  private WebRoutes routes(ServeSettings settings) throws IOException {
    WebRoutes all = new WebRoutes();
    NetworkAsker asker = new NetworkAsker(queue, workers);
    new KserveV1(models, asker, settings.images()).addTo(all);
    new OpenInference(models, asker, settings.images()).addTo(all);
    all.open("GET", "/healthz", (call, name) -> WebReply.json(Map.of("status", "ok")).now());
    ServeMetrics metrics = new ServeMetrics(asker, queue, workers);
    all.add("GET", "/metrics", (call, name) -> metrics.answer(call, web.traffic()));
    all.add("POST", "/requests/{name}:cancel", (call, name) -> cancelled(name).now());
    new PageFiles().addTo(all, settings.access());
    new SampleFiles(settings.samples(), settings.report() != null, settings.shipped()).addTo(all);
    if (settings.report() != null) {
      new ReportFiles(settings.report()).addTo(all);
    } else {
      all.page(
          "/report/*",
          (call, name) -> {
            throw new WebFault(
                WebFault.NOT_FOUND,
                "Expected a report at this server, found none; start it with --report FOLDER");
          });
    }
    return all;
  }

  private WebReply cancelled(String id) throws WebFault {
    if (!web.traffic().giveUp(id)) {
      throw new WebFault(
          WebFault.NOT_FOUND,
          "Expected a request under way with this X-Request-Id, found none; it may have been answered");
    }
    return new WebReply(204, "", new byte[0], Map.of());
  }

  /** {@return the port where it listens} */
  public int port() {
    return web.port();
  }

  /** {@return the names of its models} */
  public List<String> models() {
    return models.names();
  }

  /** {@return what it answers: methods by path} */
  public Map<String, Set<String>> paths() {
    return routes.paths();
  }

  /** Ends: takes no more requests, answers those under way, and releases the networks. */
  @Override
  public void close() {
    web.drain(PATIENCE);
    web.close();
    release();
  }

  private void release() {
    queue.close();
    workers.shutdownNow();
    models.close();
  }
}
