package io.github.gradcam.evaluate.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Copies of one image among many, also at another size, recompressed or slightly altered: those
 * whose perceptual hashes hardly differ and whose thumbnails correlate. Mirrored, turned and
 * cropped copies are not found.
 *
 * <p>The bounds were set on the 7,370 Intel scenes. Copies of 200 of them at half to double the
 * size and JPEG qualities of 30 to 95 differ by at most 8 bits and correlate by at least 0.97. Of
 * all pairs of scenes, those within the bounds show the same scene, and the first beyond do not.
 *
 * <p>The network is not asked for candidates: evidence changes where the pixels hardly do. Among
 * the ten nearest by evidence vector were 69 % of such copies, and 15 to 31 % of those at half the
 * size. All hashes are compared instead, which takes a second for 50,000 images, and minutes for a
 * million.
 */
public final class Duplicates {

  /** Copies' hashes differ by at most so many of 64 bits. */
  private static final int MOST_BITS = 10;

  /** Copies' thumbnails correlate by at least so much. */
  private static final double LEAST_CORRELATION = 0.95;

  private final IntFunction<Optional<GreyThumbnail>> thumbnails;
  private final Map<Integer, Optional<Looks>> looks = new TreeMap<>();
  private final List<DuplicatePair> pairs = new ArrayList<>();

  private Duplicates(IntFunction<Optional<GreyThumbnail>> thumbnails) {
    this.thumbnails = thumbnails;
  }

  /**
   * Finds copies.
   *
   * @param labels the label of each image; negative where it has none
   * @param splits the split of each image, such as training or test; empty where it has none
   * @param thumbnails gives the thumbnail of an image by its index; empty if it cannot be read: the
   *     image is left out. It is asked once for each image, and again for those that have a likely
   *     copy, so that memory does not grow with the images
   * @return the clusters of copies, by their first image
   * @throws IllegalArgumentException if there are not as many splits as labels
   */
  public static List<DuplicateCluster> find(
      int[] labels, List<String> splits, IntFunction<Optional<GreyThumbnail>> thumbnails) {
    if (labels.length != splits.size()) {
      throw new IllegalArgumentException(
          "Expected a split for each of %d images, found %d"
              .formatted(labels.length, splits.size()));
    }
    List<DuplicatePair> pairs = new Duplicates(thumbnails).pairs(labels.length);
    return joined(labels.length, pairs).values().stream()
        .map(cluster -> cluster(cluster, labels, splits))
        .toList();
  }

  private List<DuplicatePair> pairs(int images) {
    Map<Long, List<Integer>> byHash = new LinkedHashMap<>();
    for (int image = 0; image < images; image++) {
      int index = image;
      thumbnails
          .apply(image)
          .map(thumbnail -> Looks.of(thumbnail).hash())
          .ifPresent(hash -> byHash.computeIfAbsent(hash, h -> new ArrayList<>()).add(index));
    }
    List<Integer> different = new ArrayList<>();
    List<Long> hashes = new ArrayList<>();
    byHash.forEach(
        (hash, same) -> {
          for (int image : differentLooks(same)) {
            different.add(image);
            hashes.add(hash);
          }
        });
    compare(different, hashes.stream().mapToLong(hash -> hash).toArray());
    pairs.sort(
        Comparator.comparingInt(DuplicatePair::first).thenComparingInt(DuplicatePair::second));
    return pairs;
  }

  /**
   * Of images with the same hash, the first of each look. The others are paired with these, not
   * with each other: a thousand blank images are a thousand pairs, not half a million.
   */
  private List<Integer> differentLooks(List<Integer> images) {
    if (images.size() == 1) {
      return images;
    }
    Map<Integer, Looks> firsts = new LinkedHashMap<>();
    for (int image : images) {
      Optional<Looks> own = thumbnails.apply(image).map(Looks::of);
      if (own.isPresent() && !paired(image, own.get(), firsts)) {
        firsts.put(image, own.get());
      }
    }
    return List.copyOf(firsts.keySet());
  }

  private boolean paired(int image, Looks own, Map<Integer, Looks> firsts) {
    for (Map.Entry<Integer, Looks> first : firsts.entrySet()) {
      if (add(first.getKey(), first.getValue(), image, own)) {
        return true;
      }
    }
    return false;
  }

  /** Compares images of different hashes. */
  private void compare(List<Integer> images, long[] hashes) {
    List<int[]> close =
        IntStream.range(0, hashes.length)
            .parallel()
            .boxed()
            .flatMap(a -> close(hashes, a).stream())
            .toList();
    for (int[] two : close) {
      int first = images.get(two[0]);
      int second = images.get(two[1]);
      Optional<Looks> one = looks(first);
      Optional<Looks> other = looks(second);
      if (one.isPresent() && other.isPresent()) {
        add(first, one.get(), second, other.get());
      }
    }
  }

  private static List<int[]> close(long[] hashes, int a) {
    List<int[]> close = new ArrayList<>();
    for (int b = a + 1; b < hashes.length; b++) {
      long different = hashes[a] ^ hashes[b];
      if (different != 0 && Long.bitCount(different) <= MOST_BITS) {
        close.add(new int[] {a, b});
      }
    }
    return close;
  }

  private Optional<Looks> looks(int image) {
    return looks.computeIfAbsent(image, i -> thumbnails.apply(i).map(Looks::of));
  }

  /** Adds a pair if the two are copies. */
  private boolean add(int a, Looks looksA, int b, Looks looksB) {
    int bits = looksA.bits(looksB);
    double correlation = looksA.correlation(looksB);
    if (bits > MOST_BITS || correlation < LEAST_CORRELATION) {
      return false;
    }
    pairs.add(new DuplicatePair(Math.min(a, b), Math.max(a, b), correlation, bits));
    return true;
  }

  /** The pairs of each set of images that pairs join, by the first image. */
  private static Map<Integer, List<DuplicatePair>> joined(int images, List<DuplicatePair> pairs) {
    int[] firsts = IntStream.range(0, images).toArray();
    for (DuplicatePair pair : pairs) {
      int a = first(firsts, pair.first());
      int b = first(firsts, pair.second());
      firsts[Math.max(a, b)] = Math.min(a, b);
    }
    Map<Integer, List<DuplicatePair>> joined = new TreeMap<>();
    for (DuplicatePair pair : pairs) {
      joined.computeIfAbsent(first(firsts, pair.first()), i -> new ArrayList<>()).add(pair);
    }
    return joined;
  }

  private static int first(int[] firsts, int image) {
    int first = image;
    while (firsts[first] != first) {
      firsts[first] = firsts[firsts[first]];
      first = firsts[first];
    }
    return first;
  }

  private static DuplicateCluster cluster(
      List<DuplicatePair> pairs, int[] labels, List<String> splits) {
    List<Integer> images =
        pairs.stream()
            .flatMapToInt(pair -> IntStream.of(pair.first(), pair.second()))
            .distinct()
            .sorted()
            .boxed()
            .toList();
    long givenLabels =
        images.stream().map(image -> labels[image]).filter(l -> l >= 0).distinct().count();
    long givenSplits =
        images.stream().map(splits::get).filter(split -> !split.isEmpty()).distinct().count();
    return new DuplicateCluster(images, List.copyOf(pairs), givenLabels > 1, givenSplits > 1);
  }
}
