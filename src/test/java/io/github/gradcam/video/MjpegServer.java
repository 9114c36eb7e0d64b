package io.github.gradcam.video;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.media.SyntheticSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** A network camera on loopback: JPEGs one after the other in one HTTP answer. */
public final class MjpegServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Supplier<byte[]> pictures;
  private final long periodMillis;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * Begins to serve.
   *
   * @param port 0 for any free one
   * @param periodMillis between images
   * @param pictures JPEGs, asked for when they are sent
   */
  public MjpegServer(int port, long periodMillis, Supplier<byte[]> pictures) throws IOException {
    this.pictures = pictures;
    this.periodMillis = periodMillis;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** A camera whose images show when they were taken. */
  public static MjpegServer ofTimeCodes(int port, long periodMillis) throws IOException {
    return new MjpegServer(port, periodMillis, () -> jpeg(TimeCode.draw(SyntheticSource.now())));
  }

  /** Where it is. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it is, for a client. */
  public String url() {
    return "http://127.0.0.1:%d/camera".formatted(port());
  }

  /** Codes an image. */
  public static byte[] jpeg(RgbImage picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] pixels = picture.pixels();
    for (int i = 0, at = 0; at < pixels.length; i++, at += RgbImage.CHANNELS) {
      int rgb = (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | (pixels[at + 2] & 0xff);
      image.setRGB(i % picture.width(), i / picture.width(), rgb);
    }
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", coded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return coded.toByteArray();
  }

  /** How often it was connected to so far. */
  public int connections() {
    return connections.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    connections.incrementAndGet();
    exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      long due = System.nanoTime();
      while (!stopped) {
        byte[] jpeg = pictures.get();
        String head =
            "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                .formatted(jpeg.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(jpeg);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        due += periodMillis * 1_000_000;
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Breaks its connections and stops. */
  @Override
  public void close() {
    stopped = true;
    server.stop(0);
    threads.shutdownNow();
  }
}
