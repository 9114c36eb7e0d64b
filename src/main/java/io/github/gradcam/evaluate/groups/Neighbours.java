package io.github.gradcam.evaluate.groups;

import io.github.gradcam.evaluate.algebra.RowProducts;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The images most alike to each image by the cosine of their vectors, exactly: all pairs are
 * compared.
 *
 * @param nearest [images][count] indices of images, the most alike first, of equal ones the lower
 *     index; never the image itself
 * @param cosines [images][count] their cosines, -1..1
 * @param count how many an image has
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Neighbours(int[] nearest, float[] cosines, int count) {

  /** Images that one task compares with all others. */
  private static final int TASK = 16 * RowProducts.ROWS;

  /**
   * Finds them.
   *
   * @param unit [images][width] vectors of unit length
   * @param wanted how many an image; there are fewer if there are fewer other images
   */
  static Neighbours ofUnit(float[] unit, int width, int wanted) {
    RowProducts products = new RowProducts(unit, width);
    int images = products.count();
    int count = Math.max(0, Math.min(wanted, images - 1));
    Neighbours found = new Neighbours(new int[images * count], new float[images * count], count);
    if (count > 0) {
      Arrays.fill(found.cosines, Float.NEGATIVE_INFINITY);
      IntStream.range(0, (images + TASK - 1) / TASK)
          .parallel()
          .forEach(task -> found.search(products, task * TASK));
    }
    return found;
  }

  private void search(RowProducts products, int first) {
    float[][] tile = new float[RowProducts.ROWS][RowProducts.TILE];
    int last = Math.min(first + TASK, products.count());
    for (int t = 0; t < products.tiles(); t++) {
      int start = t * RowProducts.TILE;
      int others = Math.min(RowProducts.TILE, products.count() - start);
      for (int image = first; image < last; image += RowProducts.ROWS) {
        products.multiply(image, t, tile);
        for (int row = 0; row < Math.min(RowProducts.ROWS, last - image); row++) {
          keep(image + row, tile[row], start, others);
        }
      }
    }
  }

  private void keep(int image, float[] products, int start, int others) {
    int end = (image + 1) * count - 1;
    float least = cosines[end];
    for (int i = 0; i < others; i++) {
      float cosine = Math.max(-1, Math.min(1, products[i])); // rounding may leave -1..1
      if (cosine > least && start + i != image) {
        insert(image * count, end, start + i, cosine);
        least = cosines[end];
      }
    }
  }

  private void insert(int begin, int end, int other, float cosine) {
    int place = end;
    while (place > begin && cosines[place - 1] < cosine) {
      cosines[place] = cosines[place - 1];
      nearest[place] = nearest[place - 1];
      place--;
    }
    cosines[place] = cosine;
    nearest[place] = other;
  }

  /**
   * The neighbours within a sample: those of each image's that are in it.
   *
   * @param sample indices of images, rising
   * @param wanted how many, at most; an image has fewer where more of its own are not in the sample
   * @return a list an image of the sample, of places in the sample, the most alike first
   */
  int[][] within(int[] sample, int wanted) {
    if (count == 0) {
      return new int[sample.length][0];
    }
    int[] places = new int[nearest.length / count];
    Arrays.fill(places, -1);
    for (int place = 0; place < sample.length; place++) {
      places[sample[place]] = place;
    }
    int[][] lists = new int[sample.length][];
    for (int place = 0; place < sample.length; place++) {
      int from = sample[place] * count;
      lists[place] =
          Arrays.stream(nearest, from, from + count)
              .map(other -> places[other])
              .filter(other -> other >= 0)
              .limit(wanted)
              .toArray();
    }
    return lists;
  }
}
