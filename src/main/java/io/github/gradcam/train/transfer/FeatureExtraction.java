package io.github.gradcam.train.transfer;

import io.github.gradcam.model.trunk.CutReader;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchLoader;
import io.github.gradcam.train.data.BatchShape;
import io.github.gradcam.train.data.DataSetException;
import io.github.gradcam.train.data.DecodedImages;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes what a network knows of images, block after block of them, as far as it is not on disk
 * already.
 */
final class FeatureExtraction {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureExtraction.class);

  private static final int BLOCK = 128;

  private static final int PREFETCH = 4;

  private final CutReader reader;
  private final ImageSet images;
  private final FeatureFolder folder;
  private final TrainingPlan plan;
  private final IntConsumer done;

  /**
   * Prepares to compute.
   *
   * @param reader runs the network
   * @param images where the bytes come from
   * @param folder where the features are kept
   * @param plan sizes, seed and augmentation
   * @param done is told how many more views of images are there
   */
  FeatureExtraction(
      CutReader reader,
      ImageSet images,
      FeatureFolder folder,
      TrainingPlan plan,
      IntConsumer done) {
    this.reader = reader;
    this.images = images;
    this.folder = folder;
    this.plan = plan;
    this.done = done;
  }

  /**
   * Gives the features of a part.
   *
   * @param part its name
   * @param examples its images
   * @param views how many of each: the image itself, then random changes of it
   * @return all that could be read
   */
  FeatureSet features(String part, List<Example> examples, int views) throws IOException {
    List<FeatureFile> files = new ArrayList<>();
    for (int from = 0; from < examples.size(); from += BLOCK) {
      var path = folder.file(part, from / BLOCK);
      var known = FeatureFile.open(path, views, reader.recordBytes());
      int first = from;
      int count = Math.min(BLOCK, examples.size() - from);
      if (known.isPresent()) {
        files.add(known.get());
        done.accept(count * views);
      } else {
        List<Example> block = examples.subList(from, from + count);
        files.add(
            FeatureFile.write(
                path, views, reader.recordBytes(), out -> compute(block, first, views, out)));
      }
    }
    return new FeatureSet(examples, files, views);
  }

  private int[] compute(List<Example> block, int first, int views, OutputStream out)
      throws IOException {
    DecodedImages decoded = new DecodedImages(images, block, DecodedImages.defaultLimit());
    Order order = new Order(false, Seed.of(plan.seed(), first), 0);
    try (BatchLoader plain = loader(decoded, block, Augmentation.NONE, order);
        BatchLoader changed = loader(decoded, block, plan.augmentation(), order)) {
      List<Example> readable = write(plain, 0, out);
      for (int view = 1; view < views && !readable.isEmpty(); view++) {
        if (!write(changed, view, out).equals(readable)) {
          throw new DataSetException(
              "Expected to read the same images again, found others from %s on; leave them as they are"
                  .formatted(readable.get(0).path()));
        }
      }
      decoded.doubtful().text().ifPresent(LOG::warn);
      return readable.stream().mapToInt(example -> first + block.indexOf(example)).toArray();
    }
  }

  /** Writes one view of each image that can be read, and gives those images. */
  private List<Example> write(BatchLoader loader, int view, OutputStream out) throws IOException {
    List<Example> readable = new ArrayList<>();
    try {
      for (Iterator<Batch> batches = loader.epoch(view); batches.hasNext(); ) {
        Batch batch = batches.next();
        out.write(reader.read(batch.values(), batch.size()));
        readable.addAll(batch.examples());
        done.accept(batch.size());
      }
    } catch (DataSetException e) {
      LOG.debug("No image of a block can be read", e);
    }
    return readable;
  }

  private BatchLoader loader(
      DecodedImages decoded, List<Example> block, Augmentation augmentation, Order order) {
    return new BatchLoader(
        decoded,
        block,
        new BatchShape(plan.hyperparameters().batchSize(), plan.inputSize(), false),
        augmentation,
        order,
        Runtime.getRuntime().availableProcessors(),
        PREFETCH);
  }
}
