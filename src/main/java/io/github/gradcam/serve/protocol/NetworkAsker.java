package io.github.gradcam.serve.protocol;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.DeviceMemoryException;
import io.github.gradcam.serve.http.Deadline;
import io.github.gradcam.serve.http.HeapShare;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.queue.MapPlan;
import io.github.gradcam.serve.queue.NetworkAnswer;
import io.github.gradcam.serve.queue.NetworkQuestion;
import io.github.gradcam.serve.queue.NetworkQueue;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Puts the images of requests before a network, and makes their replies in threads that compute.
 */
public final class NetworkAsker {

  private final NetworkQueue queue;
  private final Executor workers;

  /** Of images that wait to be drawn on. */
  private final HeapShare memory = new HeapShare();

  private final LongAdder images = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final StageClock decoding = new StageClock();
  private final StageClock writing = new StageClock();

  /**
   * Joins what is needed.
   *
   * @param queue in front of the networks
   * @param workers threads that may compute
   */
  public NetworkAsker(NetworkQueue queue, Executor workers) {
    this.queue = queue;
    this.workers = workers;
  }

  /** {@return images that were answered, failures among them} */
  public long images() {
    return images.sum();
  }

  /** {@return images without an answer} */
  public long failures() {
    return failures.sum();
  }

  /** {@return seconds of reading and decoding requests} */
  public double decodingSeconds() {
    return decoding.seconds();
  }

  /** {@return seconds of drawing and writing replies} */
  public double writingSeconds() {
    return writing.seconds();
  }

  /** Reads a request; the time counts as decoding, and one that cannot be read as a failure. */
  <T> T reading(Reader<T> reader) throws WebFault {
    long begun = System.nanoTime();
    try {
      return reader.read();
    } catch (WebFault e) {
      images.increment();
      failures.increment();
      throw e;
    } finally {
      decoding.addSince(begun);
    }
  }

  /** Reads. */
  @FunctionalInterface
  interface Reader<T> {
    T read() throws WebFault;
  }

  /**
   * Asks for an image.
   *
   * @param network the network
   * @param plan which map; null for the probabilities alone
   * @param selection of one class
   * @param image of any size
   * @param deadline of the client
   */
  CompletableFuture<NetworkAnswer> ask(
      ServedNetwork network,
      @Nullable MapPlan plan,
      ClassSelection selection,
      RgbImage image,
      Deadline deadline) {
    CompletableFuture<NetworkAnswer> answer = new CompletableFuture<>();
    byte[] pixels = InputPixels.of(image, network.inputSize());
    queue.ask(new NetworkQuestion(network, plan, pixels, selection, deadline::isOver, answer));
    return answer.whenComplete(
        (any, failure) -> {
          images.increment();
          if (failure != null) {
            failures.increment();
          }
        });
  }

  /** Keeps images in memory until a reply is made, if there is room. */
  void hold(long bytes) throws WebFault {
    if (!memory.tryTake(bytes)) {
      throw WebFault.later(
          WebFault.UNAVAILABLE,
          "Expected memory for one more image to draw on, found all taken by other requests; send it again later");
    }
  }

  /** Gives back what was held. */
  void letGo(long bytes) {
    memory.giveBack(bytes);
  }

  /** Makes a reply of all answers, in a thread that may compute. */
  <T> CompletableFuture<T> reply(List<CompletableFuture<NetworkAnswer>> answers, Maker<T> maker) {
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .handleAsync(
            (any, failure) -> {
              if (failure != null) {
                throw new CompletionException(faultOf(failure));
              }
              List<NetworkAnswer> made = new ArrayList<>();
              answers.forEach(each -> made.add(each.join()));
              return timed(() -> maker.make(made));
            },
            workers);
  }

  /** Makes a reply. */
  @FunctionalInterface
  interface Maker<T> {
    T make(List<NetworkAnswer> answers) throws WebFault;
  }

  private <T> T timed(Callable<T> work) {
    long begun = System.nanoTime();
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    } finally {
      writing.addSince(begun);
    }
  }

  private static Throwable faultOf(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof CancellationException) {
      return WebFault.later(
          WebFault.UNAVAILABLE,
          "Expected an answer in time from a server that goes on, found that it took too long or is ending; send it again later");
    } else if (cause instanceof DeviceMemoryException) {
      return WebFault.later(
          WebFault.UNAVAILABLE,
          "Expected memory of the device for this image, found too little; send it again later");
    }
    return cause == null ? failure : cause;
  }
}
