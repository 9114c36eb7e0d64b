package io.github.gradcam.survey;

import io.github.gradcam.evaluate.concepts.PartStudy;
import io.github.gradcam.explain.LayerView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which images go through the network once more, to be looked at closely: for the parts of classes,
 * the crops of feature maps, and the maps of confused pairs.
 *
 * @param classes of each class whose parts are looked for, places of images taken for it
 * @param channels the feature maps that argue most in each group, by its id
 * @param pairs cells of the confusion matrix, most frequent first
 */
record ViewPlan(
    Map<Integer, int[]> classes, Map<String, List<Channel>> channels, List<Pair> pairs) {

  static final ViewPlan NOTHING = new ViewPlan(Map.of(), Map.of(), List.of());

  private static final int MOST_CLASSES = 16;
  private static final int OF_CLASS = 48;

  /** Activations of a class in memory: 64 MB. */
  private static final int MOST_VALUES = 1 << 24;

  private static final int MOST_PAIRS = 24;
  private static final int OF_PAIR = 8;

  private static final int CHANNELS = 4;

  /** Of a part, or of a feature map. */
  static final int CROPS = 6;

  private static final int MOST_CHANNEL_IMAGES = 512;

  /** Of a group whose shortcut is looked for among the parts of its class. */
  static final int OF_SHORTCUT = 12;

  private static final int MAPS_OF_PAIR = 3;

  /**
   * A feature map that argues much in a group.
   *
   * @param index in the layer
   * @param share of what argues for the answer, mean over the group's images
   * @param images places of those in which it argues most, strongest first
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Channel(int index, double share, int[] images) {}

  /** Images with one label and one other answer, surest first. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Pair(int label, int answer, int[] images) {}

  static ViewPlan of(RowSample sample, List<FoundGroup> groups, LayerView layer, long seed) {
    return new ViewPlan(
        classes(sample, layer, new Random(seed)),
        layer.channels() == sample.vectors().width() ? channels(sample, groups) : Map.of(),
        pairs(sample));
  }

  private static Map<Integer, int[]> classes(RowSample sample, LayerView layer, Random random) {
    Map<Integer, List<Integer>> byAnswer = new LinkedHashMap<>();
    for (int image = 0; image < sample.rows().size(); image++) {
      byAnswer.computeIfAbsent(sample.answer(image), any -> new ArrayList<>()).add(image);
    }
    int values = layer.height() * layer.width() * layer.channels();
    int most = Math.max(1, Math.min(OF_CLASS, MOST_VALUES / values));
    Map<Integer, int[]> classes = new LinkedHashMap<>();
    byAnswer.entrySet().stream()
        .filter(each -> each.getValue().size() >= GroupSearch.FEWEST)
        .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
        .limit(MOST_CLASSES)
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> {
              Collections.shuffle(each.getValue(), random);
              classes.put(each.getKey(), first(each.getValue(), most));
            });
    return classes;
  }

  private static Map<String, List<Channel>> channels(RowSample sample, List<FoundGroup> groups) {
    BitSet taken = new BitSet();
    Map<String, List<Channel>> channels = new LinkedHashMap<>();
    for (FoundGroup group : groups) {
      if (taken.cardinality() < MOST_CHANNEL_IMAGES) {
        List<Channel> found = channels(sample, group.members());
        found.forEach(channel -> IntStream.of(channel.images()).forEach(taken::set));
        channels.put(group.id(), found);
      }
    }
    return channels;
  }

  private static List<Channel> channels(RowSample sample, int[] members) {
    int width = sample.vectors().width();
    float[][] shares = new float[members.length][];
    double[] means = new double[width];
    for (int i = 0; i < members.length; i++) {
      shares[i] = shares(sample.evidence(members[i]));
      for (int channel = 0; channel < width; channel++) {
        means[channel] += shares[i][channel] / members.length;
      }
    }
    return IntStream.range(0, width)
        .boxed()
        .filter(channel -> means[channel] > 0)
        .sorted(Comparator.comparingDouble((Integer channel) -> -means[channel]))
        .limit(CHANNELS)
        .map(channel -> new Channel(channel, means[channel], strongest(members, shares, channel)))
        .toList();
  }

  /** What each feature map has of all that argues for the answer. */
  private static float[] shares(float[] evidence) {
    double sum = 0;
    for (float value : evidence) {
      sum += Math.max(0, value);
    }
    float[] shares = new float[evidence.length];
    for (int channel = 0; channel < shares.length && sum > 0; channel++) {
      shares[channel] = (float) (Math.max(0, evidence[channel]) / sum);
    }
    return shares;
  }

  private static int[] strongest(int[] members, float[][] shares, int channel) {
    return IntStream.range(0, members.length)
        .boxed()
        .filter(i -> shares[i][channel] > 0)
        .sorted(Comparator.comparingDouble((Integer i) -> -shares[i][channel]))
        .limit(CROPS)
        .mapToInt(i -> members[i])
        .toArray();
  }

  private static List<Pair> pairs(RowSample sample) {
    record Cell(int label, int answer) {}
    Map<Cell, List<Integer>> cells = new LinkedHashMap<>();
    for (int image = 0; image < sample.rows().size(); image++) {
      if (sample.wrong(image)) {
        Cell cell = new Cell(sample.label(image), sample.answer(image));
        cells.computeIfAbsent(cell, any -> new ArrayList<>()).add(image);
      }
    }
    return cells.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
        .limit(MOST_PAIRS)
        .map(
            each -> {
              List<Integer> images = each.getValue();
              images.sort(Comparator.comparingDouble(image -> -sample.probability(image)));
              return new Pair(
                  each.getKey().label(), each.getKey().answer(), first(images, OF_PAIR));
            })
        .toList();
  }

  private static int[] first(List<Integer> images, int most) {
    return images.stream().limit(most).mapToInt(image -> image).toArray();
  }

  /** All images that are looked at. */
  BitSet images() {
    BitSet all = new BitSet();
    classes.values().forEach(images -> IntStream.of(images).forEach(all::set));
    channelImages().stream().forEach(all::set);
    pairs.forEach(pair -> IntStream.of(pair.images()).forEach(all::set));
    return all;
  }

  /** Those of crops of feature maps. */
  BitSet channelImages() {
    BitSet all = new BitSet();
    channels.values().stream()
        .flatMap(List::stream)
        .forEach(channel -> IntStream.of(channel.images()).forEach(all::set));
    return all;
  }

  /** Images that go through the whole network, at most. */
  long passes(int suspicions) {
    BitSet seen = channelImages();
    classes.values().forEach(images -> IntStream.of(images).forEach(seen::set));
    long ofPairs = pairs.stream().mapToLong(pair -> pair.images().length).sum();
    long ofShortcuts = classes.isEmpty() ? 0 : (long) OF_SHORTCUT * suspicions;
    return seen.cardinality() + ofShortcuts + MAPS_OF_PAIR * ofPairs;
  }

  /** Images that go through what follows the layer, at most. */
  long passesFromTheLayer() {
    long images = classes.values().stream().mapToLong(each -> each.length).sum();
    return images * (1 + PartStudy.MOST_PARTS);
  }
}
