package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.batch.input.ImageEntry;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The images of a task, for a pipeline. */
final class ListedEntries implements ImageCollection.Entries {

  private final Iterator<ListedImage> images;
  private final Configuration storage;

  ListedEntries(List<ListedImage> images, Configuration storage) {
    this.images = images.iterator();
    this.storage = storage;
  }

  @Override
  public @Nullable ImageEntry next() {
    if (!images.hasNext()) {
      return null;
    }
    ListedImage image = images.next();
    return new ImageEntry(image.path(), null, null, new HadoopImage(image, storage));
  }

  @Override
  public double share() {
    return Double.NaN;
  }

  @Override
  public void close() {}
}
