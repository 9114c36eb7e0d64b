package io.github.gradcam.train.data;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes, augments and batches images on its own threads while the network works.
 *
 * <p>The batches of an epoch depend on the seed and the files only, not on the number of threads or
 * their timing. An image that cannot be read is logged once, left out from then on, and its place
 * is filled by the next one. One epoch is read at a time, by one thread.
 */
public final class BatchLoader implements BatchSource {

  private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);

  private final List<Example> examples;
  private final DecodedImages decoded;
  private final BatchShape shape;
  private final Augmentation augmentation;
  private final Order order;
  private final int window;
  private final ExecutorService workers;
  private final Map<Integer, Skipped> skipped = new ConcurrentHashMap<>();
  private final AtomicLong waitNanos = new AtomicLong();
  private @Nullable EpochBatches current;

  /**
   * Starts the threads; nothing is read before an epoch begins. Decoded images stay in memory up to
   * a quarter of the largest heap.
   *
   * @param images where the bytes come from; stays the caller's to close, after this loader
   * @param examples the images to visit each epoch, at least one
   * @param batchSize images a batch, at least 1
   * @param imageSize columns and rows of the network's input, at least 1
   * @param augmentation the random changes, {@link Augmentation#NONE} for validation
   * @param order the order of the images, with the seed of the augmentation
   * @param dropRemainder whether a last batch with fewer images is left out
   * @param threads decoding threads, at least 1
   * @param prefetch batches prepared ahead, at least 1
   * @throws IllegalArgumentException if there is no image or a number is below 1
   */
  public BatchLoader(
      ImageSet images,
      List<Example> examples,
      int batchSize,
      int imageSize,
      Augmentation augmentation,
      Order order,
      boolean dropRemainder,
      int threads,
      int prefetch) {
    this(
        new DecodedImages(images, List.copyOf(examples), DecodedImages.defaultLimit()),
        examples,
        new BatchShape(batchSize, imageSize, dropRemainder),
        augmentation,
        order,
        threads,
        prefetch);
  }

  public BatchLoader(
      DecodedImages decoded,
      List<Example> examples,
      BatchShape shape,
      Augmentation augmentation,
      Order order,
      int threads,
      int prefetch) {
    if (examples.isEmpty()) {
      throw new DataSetException("Expected at least one image to load, found none");
    }
    BatchShape.checkPositive("prefetched batches", prefetch);
    this.decoded = decoded;
    this.examples = List.copyOf(examples);
    this.shape = shape;
    this.augmentation = augmentation;
    this.order = order;
    this.window = Math.multiplyExact(shape.batchSize(), prefetch);
    this.workers = LoaderThreads.start(threads);
  }

  /**
   * Begins an epoch; one begun before ends early.
   *
   * @param epoch the epoch's number from 0, which with the seed decides order and augmentation
   * @return the batches in order; they fail with {@link DataSetException} if no image can be read,
   *     or too few for one batch where the remainder is dropped
   */
  @Override
  public Iterator<Batch> epoch(int epoch) {
    cancelCurrent();
    int[] positions = order.positions(examples.size(), epoch);
    EpochBatches batches =
        new EpochBatches(this, positions, index -> workers.submit(() -> prepare(index, epoch)));
    current = batches;
    return batches;
  }

  /**
   * Counts the batches of an epoch.
   *
   * @return the number, exact once every unreadable image has been met and at most too high before
   */
  @Override
  public int batchesPerEpoch() {
    return shape.batches(examples.size() - skipped.size());
  }

  /**
   * Counts the images, those that cannot be read among them.
   *
   * @return the number given
   */
  @Override
  public int size() {
    return examples.size();
  }

  /**
   * Lists the images left out so far.
   *
   * @return each with its reason, by path
   */
  @Override
  public List<Skipped> skipped() {
    return skipped.values().stream().sorted(Comparator.comparing(Skipped::path)).toList();
  }

  @Override
  public DoubtfulImages doubtful() {
    return decoded.doubtful();
  }

  /**
   * Tells how long the network waited for images.
   *
   * @return nanoseconds spent in the iterators' {@code next} and {@code hasNext}, over all epochs
   */
  @Override
  public long waitNanos() {
    return waitNanos.get();
  }

  /** Stops the threads; safe to call twice. */
  @Override
  public void close() {
    cancelCurrent();
    LoaderThreads.stop(workers);
  }

  List<Example> examples() {
    return examples;
  }

  BatchShape shape() {
    return shape;
  }

  int window() {
    return window;
  }

  boolean isSkipped(int index) {
    return skipped.containsKey(index);
  }

  void addWait(long nanos) {
    waitNanos.addAndGet(nanos);
  }

  private void cancelCurrent() {
    if (current != null) {
      current.cancel();
      current = null;
    }
  }

  /** Empty for an image that cannot be read. */
  private Optional<byte[]> prepare(int index, int epoch) {
    try {
      return Optional.of(fit(decoded.get(index), index, epoch).pixels());
    } catch (ImageReadException e) {
      skip(index, e);
    } catch (IOException e) {
      skip(index, e);
    }
    return Optional.empty();
  }

  private RgbImage fit(RgbImage image, int index, int epoch) {
    int size = shape.imageSize();
    if (augmentation.equals(Augmentation.NONE)) {
      return Resize.bilinear(image, size, size);
    }
    SplittableRandom random = new SplittableRandom(Seed.of(order.seed(), order.view(epoch), index));
    return augmentation
        .sample(random, image.width(), image.height(), size, size)
        .apply(image, size, size);
  }

  private void skip(int index, Exception failure) {
    String path = examples.get(index).path();
    Skipped entry = new Skipped(path, reason(failure, path));
    if (skipped.putIfAbsent(index, entry) == null) {
      LOG.warn("Skipped {}: {}", entry.path(), entry.reason());
    }
  }

  /** The message without the path, which many begin with. */
  private static String reason(Exception failure, String path) {
    String message = FailureWords.of(failure);
    String start = path + ": ";
    return message.startsWith(start) ? message.substring(start.length()) : message;
  }
}
