package io.github.gradcam.serve.http;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body while it arrives, without holding a thread: a slow client costs memory for what it
 * has sent, and no more.
 */
final class BodyReader {

  /**
   * A body that is too large is read to its end, if that is not much further, and forgotten: a
   * client that is still sending would not see the answer.
   */
  static final int DISCARDED = 4;

  private static final int FIRST = 8192;

  private final Request request;
  private final long most;
  private final HeapShare memory;
  private final Listener listener;
  private byte[] bytes = new byte[0];
  private int length;
  private long taken;
  private boolean released;

  /** Is told once how it ended. */
  interface Listener {
    void complete(byte[] body);

    void failed(WebFault fault);

    /** The connection is of no use any more. */
    void lost(Throwable cause);
  }

  /**
   * Prepares to read.
   *
   * @param request whose body it is
   * @param most bytes of it
   * @param memory that all bodies share
   * @param listener is told how it ended
   */
  BodyReader(Request request, long most, HeapShare memory, Listener listener) {
    this.request = request;
    this.most = most;
    this.memory = memory;
    this.listener = listener;
  }

  /**
   * Reads a body that nobody wants to its end, as its sender would not see the answer before.
   *
   * @param request whose body it is
   * @param most bytes after which the end is not waited for
   * @param then is run once it has come, or too much of it
   * @param failed is told where the rest does not come
   */
  static void discard(Request request, long most, Runnable then, Consumer<Throwable> failed) {
    long left = most;
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long rest = left;
        request.demand(() -> discard(request, rest, then, failed));
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        failed.accept(chunk.getFailure());
        return;
      }
      left -= chunk.remaining();
      boolean over = chunk.isLast() || left < 0;
      chunk.release();
      if (over) {
        then.run();
        return;
      }
    }
  }

  /** Reads what is there; called again when there is more. */
  void read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::read);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        fail(chunk.getFailure());
        return;
      }
      int more = chunk.remaining();
      if (length + (long) more > most) {
        long left = chunk.isLast() ? -1 : DISCARDED * most - more;
        chunk.release();
        Runnable answer = () -> listener.failed(tooLarge(most));
        if (left < 0) {
          answer.run();
        } else {
          discard(request, left, answer, this::fail);
        }
        return;
      }
      if (!reserve(length + more)) {
        chunk.release();
        listener.failed(
            WebFault.later(
                WebFault.UNAVAILABLE,
                "Expected memory for one more body, found all taken by other requests; send it again later"));
        return;
      }
      chunk.getByteBuffer().get(bytes, length, more);
      length += more;
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        listener.complete(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
        return;
      }
    }
  }

  /** Gives the memory back; once, when the body is no longer needed. */
  synchronized void release() {
    released = true;
    memory.giveBack(taken);
    taken = 0;
  }

  static WebFault tooLarge(long most) {
    return new WebFault(
        WebFault.TOO_LARGE,
        "Expected a body of at most %,d bytes, found a larger one; send a smaller image, or start the server with a larger --max-body"
            .formatted(most));
  }

  private synchronized boolean reserve(int needed) {
    if (released) { // it was answered meanwhile, as too late
      return false;
    }
    if (needed <= bytes.length) {
      return true;
    }
    int size = (int) Math.min(most, Math.max(Math.max(FIRST, needed), 2L * bytes.length));
    long grown = size - (long) bytes.length;
    if (!memory.tryTake(grown)) {
      return false;
    }
    taken += grown;
    bytes = Arrays.copyOf(bytes, size);
    return true;
  }

  private void fail(Throwable cause) {
    if (cause instanceof TimeoutException) {
      listener.failed(
          new WebFault(408, "Expected the rest of the body in time, found nothing for a while"));
    } else {
      listener.lost(cause);
    }
  }
}
