package io.github.gradcam.serve.http;

import io.github.gradcam.image.FailureWords;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request from its head to the last byte of its reply; answered once, whatever happens. */
final class Exchange implements BodyReader.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** How servers call a request whose client went away, or gave it up. */
  private static final int GONE = 499;

  private static final String ID = "X-Request-Id";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  /** How long a client may take to read its reply, in limits of time. */
  private static final int PATIENCE = 2;

  private final WebServer.Parts parts;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Connection connection;
  private final Deadline deadline;
  private final long begun = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private Scheduler.@Nullable Task late;
  private Scheduler.@Nullable Task tooLate;
  private final Runnable giveUp = this::giveUp;
  private @Nullable String name;
  private @Nullable BodyReader body;
  private boolean holds;
  private WebRoutes.@Nullable Found found;

  Exchange(WebServer.Parts parts, Request request, Response response, Callback callback) {
    this.parts = parts;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.connection = request.getConnectionMetaData().getConnection();
    this.deadline = Deadline.in(parts.limits().time());
  }

  /** Checks the head, then reads the body; the rest happens later. */
  void begin() {
    parts.traffic().begin();
    parts.heads().begun(connection);
    request.addFailureListener(cause -> deadline.giveUp());
    request.addIdleTimeoutListener(timeout -> false); // while the network computes, nothing is sent
    try {
      if (isPreflight()) {
        parts.access().checkNames(header(HttpHeader.HOST), header(HttpHeader.ORIGIN));
        answer(new WebReply(204, "", new byte[0], preflight()));
        return;
      }
      WebRoutes.Found route = route();
      found = route;
      if (request.getMethod().equals("POST")) {
        beginBody();
      } else {
        run(new byte[0]); // soon done, and never behind images that wait to be decoded
      }
    } catch (WebFault e) {
      refuse(e);
    }
  }

  /** Answers once the body has come, if it is not much too large: see {@link BodyReader}. */
  private void refuse(WebFault fault) {
    long most = BodyReader.DISCARDED * parts.limits().bodyBytes();
    boolean sends = request.getMethod().equals("POST") && !asksBefore();
    if (sends && request.getLength() <= most) {
      limitTime(() -> failed(fault));
      BodyReader.discard(request, most, () -> failed(fault), cause -> failed(fault));
    } else {
      failed(fault);
    }
  }

  /** {@return whether the client waits for a word before it sends the body} */
  private boolean asksBefore() {
    return request.getHeaders().contains(HttpHeader.EXPECT);
  }

  private void limitTime(Runnable whenLate) {
    long millis = parts.limits().time().toMillis();
    Scheduler scheduler = request.getComponents().getScheduler();
    late = scheduler.schedule(whenLate, millis, TimeUnit.MILLISECONDS);
    tooLate =
        scheduler.schedule(
            () -> connection.getEndPoint().close(), PATIENCE * millis, TimeUnit.MILLISECONDS);
  }

  private WebRoutes.Found route() throws WebFault {
    parts.access().checkNames(header(HttpHeader.HOST), header(HttpHeader.ORIGIN));
    WebRoutes.Found route = parts.routes().find(request.getMethod(), path());
    if (!letsIn(route.door())) {
      throw parts.access().noToken();
    }
    if (parts.traffic().isEnding()) {
      throw WebFault.later(
          WebFault.UNAVAILABLE,
          "Expected a server that goes on, found one that is ending; send it again later");
    }
    return route;
  }

  private boolean letsIn(WebRoutes.Door door) {
    return door == WebRoutes.Door.OPEN
        || parts.access().holds(header(HttpHeader.AUTHORIZATION))
        || (door == WebRoutes.Door.COOKIE && parts.access().holdsCookie(header(HttpHeader.COOKIE)));
  }

  private void beginBody() throws WebFault {
    long most = parts.limits().bodyBytes();
    if (request.getLength() > (asksBefore() ? most : (1L + BodyReader.DISCARDED) * most)) {
      throw BodyReader.tooLarge(most);
    }
    if (!parts.traffic().tryAcquire()) {
      throw WebFault.later(
          WebFault.TOO_MANY,
          "Expected at most %d requests at once, found more; send it again after Retry-After seconds"
              .formatted(parts.limits().requests()));
    }
    holds = true;
    String id = request.getHeaders().get(ID);
    if (id != null && NAME.matcher(id).matches()) {
      name = id;
      parts.traffic().name(id, giveUp);
    }
    limitTime(this::tellLate);
    BodyReader reader = new BodyReader(request, most, parts.traffic().memory(), this);
    body = reader;
    reader.read();
  }

  private void giveUp() {
    deadline.giveUp();
    failed(new WebFault(GONE, "Expected to go on with this request, found that it was given up"));
  }

  private void tellLate() {
    deadline.giveUp();
    failed(
        WebFault.later(
            WebFault.UNAVAILABLE,
            "Expected an answer within %d s, found that it takes longer; ask for fewer images or samples or for a method of one pass, or start the server with a larger --timeout"
                .formatted(parts.limits().time().toSeconds())));
  }

  @Override
  public void complete(byte[] bytes) {
    parts.workers().execute(() -> run(bytes));
  }

  @Override
  public void failed(WebFault fault) {
    answer(WebReply.of(fault));
  }

  @Override
  public void lost(Throwable cause) {
    deadline.giveUp();
    if (answered.compareAndSet(false, true)) {
      callback.failed(cause);
      end(GONE, 0);
    }
  }

  private void run(byte[] bytes) {
    WebRoutes.Found route = found;
    if (route == null || answered.get()) {
      return;
    }
    try {
      WebCall call = new WebCall(request.getMethod(), path(), query(), headers(), bytes, deadline);
      route
          .route()
          .answer(call, route.name())
          .whenComplete(
              (reply, failure) -> {
                if (failure == null) {
                  answer(reply);
                } else {
                  failed(fault(failure));
                }
              });
    } catch (WebFault | RuntimeException | Error e) {
      failed(fault(e));
    }
  }

  /** What is told of a failure; what is the server's own fault is logged. */
  private static WebFault fault(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof WebFault fault) {
      return fault;
    } else if (cause instanceof OutOfMemoryError) {
      LOG.warn("Too little memory for a request; raise -Xmx or lower --requests and --max-body");
      return WebFault.later(
          WebFault.UNAVAILABLE,
          "Expected memory for this request, found too little; send it again later");
    }
    LOG.error("A request failed: {}", FailureWords.of(cause, "a fault of gradcam itself"), cause);
    return new WebFault(
        WebFault.BROKEN, "Expected no fault of the server itself, found one; its log says more");
  }

  private void answer(WebReply reply) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    response.setStatus(reply.status());
    if (!reply.type().isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
    }
    reply.headers().forEach(response.getHeaders()::put);
    SecurityHeaders.add(response.getHeaders());
    allowOrigin();
    if (parts.traffic().isEnding()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    if (reply.status() != 204 && reply.status() != 304) { // these have no body
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    }
    response.write(
        true,
        ByteBuffer.wrap(reply.body()),
        Callback.from(
            () -> {
              callback.succeeded();
              end(reply.status(), reply.body().length);
            },
            failure -> {
              callback.failed(failure);
              end(GONE, 0);
            }));
  }

  private void end(int status, long bytes) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    cancel(late);
    cancel(tooLate);
    if (body != null) {
      body.release();
    }
    if (holds) {
      parts.traffic().release();
    }
    if (name != null) {
      parts.traffic().forget(name, giveUp);
    }
    parts.heads().ended(connection);
    parts.traffic().end(status);
    RequestLog.line(
        Request.getRemoteAddr(request),
        request.getMethod(),
        path(),
        status,
        bytes,
        System.nanoTime() - begun);
  }

  private static void cancel(Scheduler.@Nullable Task task) {
    if (task != null) {
      task.cancel();
    }
  }

  private boolean isPreflight() {
    return request.getMethod().equals("OPTIONS")
        && header(HttpHeader.ORIGIN) != null
        && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
  }

  private static Map<String, String> preflight() {
    return Map.of(
        "Access-Control-Allow-Methods", "GET, POST",
        "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Accept, Inference-Header-Content-Length, " + ID,
        "Access-Control-Max-Age", "600");
  }

  private void allowOrigin() {
    String origin = header(HttpHeader.ORIGIN);
    if (origin != null && parts.access().allows(origin)) {
      response.getHeaders().put("Access-Control-Allow-Origin", origin);
      response.getHeaders().put("Access-Control-Expose-Headers", "Inference-Header-Content-Length");
      response.getHeaders().put(HttpHeader.VARY, "Origin");
    } else {
      response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    }
  }

  private String path() {
    String path = request.getHttpURI().getCanonicalPath();
    return path == null ? "/" : path;
  }

  private @Nullable String header(HttpHeader name) {
    return request.getHeaders().get(name);
  }

  private Map<String, String> query() throws WebFault {
    Map<String, String> query = new LinkedHashMap<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.putIfAbsent(field.getName(), field.getValue());
      }
    } catch (IllegalArgumentException e) {
      throw new WebFault(
          WebFault.BAD_REQUEST,
          "Expected a query of UTF-8 with %-signs as addresses have them, found another");
    }
    return query;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.putIfAbsent(
          field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
    }
    return headers;
  }
}
