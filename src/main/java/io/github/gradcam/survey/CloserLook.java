package io.github.gradcam.survey;

import io.github.gradcam.evaluate.causes.Region;
import io.github.gradcam.evaluate.concepts.ClassPart;
import io.github.gradcam.evaluate.concepts.HotActivations;
import io.github.gradcam.evaluate.concepts.PartStudy;
import io.github.gradcam.evaluate.concepts.SharedPart;
import io.github.gradcam.explain.LayerView;
import io.github.gradcam.explain.map.HeatGrid;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.report.dataset.ChannelEvidence;
import io.github.gradcam.report.dataset.ClassConcepts;
import io.github.gradcam.report.dataset.ConfusedPair;
import io.github.gradcam.report.dataset.EvidenceMap;
import io.github.gradcam.report.dataset.GroupScope;
import io.github.gradcam.report.dataset.ImageCrop;
import io.github.gradcam.report.dataset.ReportFolder;
import io.github.gradcam.report.dataset.ThumbnailCell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Looks at images through the network once more: finds the parts of classes, crops what excites
 * feature maps, and compares the maps of confused pairs. Parts come first, so that an image that is
 * looked at for several reasons goes through the network once.
 */
final class CloserLook {

  private static final int BATCH = 32;

  private final RowSample sample;
  private final ViewPlan plan;
  private final LayerView layer;
  private final SurveyImages images;
  private final ReportFolder folder;
  private final long seed;
  private final Steps steps;

  /** Of the images not yet seen for them, the feature maps whose peaks are wanted. */
  private final Map<Integer, List<Integer>> wanted = new TreeMap<>();

  private final Map<Seen, Peak> peaks = new HashMap<>();

  /** A feature map in an image. */
  private record Seen(int image, int channel) {}

  /** The largest activation, and at which place it is. */
  private record Peak(float value, int place) {}

  /** Is told of images that went through the network. */
  @FunctionalInterface
  interface Steps {
    void add(long passes);
  }

  CloserLook(
      RowSample sample,
      ViewPlan plan,
      LayerView layer,
      SurveyImages images,
      ReportFolder folder,
      long seed,
      Steps steps) {
    this.sample = sample;
    this.plan = plan;
    this.layer = layer;
    this.images = images;
    this.folder = folder;
    this.seed = seed;
    this.steps = steps;
    for (List<ViewPlan.Channel> channels : plan.channels().values()) {
      for (ViewPlan.Channel channel : channels) {
        for (int image : channel.images()) {
          if (images.input(image) != null) {
            wanted.computeIfAbsent(image, any -> new ArrayList<>()).add(channel.index());
          }
        }
      }
    }
  }

  /**
   * The parts of the classes.
   *
   * @param shortcuts groups of one answer that rest on a shortcut, by images of them that were
   *     tried
   */
  List<ClassConcepts> concepts(Map<FoundGroup, int[]> shortcuts) throws IOException {
    List<ClassConcepts> all = new ArrayList<>();
    for (Map.Entry<Integer, int[]> each : plan.classes().entrySet()) {
      int[] places = read(each.getValue());
      if (places.length > 0) {
        ClassConcepts concepts = concepts(each.getKey(), places, shortcuts);
        if (!concepts.parts().isEmpty()) {
          all.add(concepts);
        }
      }
    }
    return all;
  }

  private ClassConcepts concepts(int answer, int[] places, Map<FoundGroup, int[]> shortcuts)
      throws IOException {
    float[][] activations = activations(places);
    List<RgbImage> inputs = inputs(places);
    List<ClassPart> parts =
        new PartStudy(
                activations,
                layer.channels(),
                answer,
                changed -> layer.logits(inputs, changed),
                seed)
            .parts();
    Map<Integer, String> links = links(answer, parts, places, activations, shortcuts);
    List<ClassConcepts.Part> shown = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      ClassPart found = parts.get(part);
      shown.add(
          new ClassConcepts.Part(
              "part " + (part + 1),
              Estimates.of(found.drop()),
              Estimates.of(found.lost()),
              crops(places, found),
              links.get(part)));
    }
    return new ClassConcepts(answer, places.length, shown);
  }

  /** The ids of the groups whose shortcuts live in parts, by part. */
  private Map<Integer, String> links(
      int answer,
      List<ClassPart> parts,
      int[] places,
      float[][] activations,
      Map<FoundGroup, int[]> shortcuts) {
    Map<Integer, String> links = new LinkedHashMap<>();
    for (Map.Entry<FoundGroup, int[]> shortcut : shortcuts.entrySet()) {
      FoundGroup group = shortcut.getKey();
      if (group.scope().answer() != answer) {
        continue;
      }
      int[] own = read(IntStream.of(shortcut.getValue()).limit(ViewPlan.OF_SHORTCUT).toArray());
      int[] members = group.members().clone();
      Arrays.sort(members);
      List<HotActivations> others =
          IntStream.range(0, places.length)
              .filter(i -> Arrays.binarySearch(members, places[i]) < 0)
              .mapToObj(i -> hot(places[i], activations[i]))
              .toList();
      float[][] ofGroup = activations(own);
      List<HotActivations> these =
          IntStream.range(0, own.length).mapToObj(i -> hot(own[i], ofGroup[i])).toList();
      OptionalInt part = SharedPart.of(parts, these, others);
      part.ifPresent(found -> links.putIfAbsent(found, group.id()));
    }
    return links;
  }

  private HotActivations hot(int place, float[] activations) {
    Region region = Region.hot(sample.grid(place), layer.width(), layer.height());
    return new HotActivations(activations, region.pixels());
  }

  private List<ImageCrop> crops(int[] places, ClassPart part) throws IOException {
    int[] best =
        IntStream.range(0, places.length)
            .boxed()
            .filter(i -> part.peaks()[i] > 0)
            .sorted(Comparator.comparingDouble((Integer i) -> -part.peaks()[i]))
            .limit(ViewPlan.CROPS)
            .mapToInt(i -> i)
            .toArray();
    List<ImageCrop> crops = new ArrayList<>();
    for (int i : best) {
      crops.add(crop(places[i], part.places()[i]));
    }
    return crops;
  }

  private ImageCrop crop(int image, int place) throws IOException {
    int row = place / layer.width();
    int column = place % layer.width();
    RgbImage crop =
        Crops.about(
            inputs(image).get(0), (column + 0.5) / layer.width(), (row + 0.5) / layer.height());
    RgbImage cell = Resize.bilinear(crop, ThumbnailCell.SIDE, ThumbnailCell.SIDE);
    return new ImageCrop(image, folder.thumbnail(cell));
  }

  /**
   * The feature maps that argue most in each group, by its id, with the crops that excite them
   * most.
   */
  Map<String, List<ChannelEvidence>> channels() throws IOException {
    int[] unseen = wanted.keySet().stream().mapToInt(image -> image).toArray();
    for (int from = 0; from < unseen.length; from += BATCH) {
      activations(Arrays.copyOfRange(unseen, from, Math.min(unseen.length, from + BATCH)));
    }
    Map<String, List<ChannelEvidence>> all = new HashMap<>();
    for (Map.Entry<String, List<ViewPlan.Channel>> each : plan.channels().entrySet()) {
      List<ChannelEvidence> channels = new ArrayList<>();
      for (ViewPlan.Channel channel : each.getValue()) {
        channels.add(new ChannelEvidence(channel.index(), channel.share(), crops(channel)));
      }
      all.put(each.getKey(), channels);
    }
    return all;
  }

  private List<ImageCrop> crops(ViewPlan.Channel channel) throws IOException {
    List<Map.Entry<Integer, Peak>> found = new ArrayList<>();
    for (int image : channel.images()) {
      Peak peak = peaks.get(new Seen(image, channel.index()));
      if (peak != null) {
        found.add(Map.entry(image, peak));
      }
    }
    found.sort(Comparator.comparingDouble(each -> -each.getValue().value()));
    List<ImageCrop> crops = new ArrayList<>();
    for (Map.Entry<Integer, Peak> each : found) {
      crops.add(crop(each.getKey(), each.getValue().place()));
    }
    return crops;
  }

  /** What the layer gives; peaks that are wanted are kept. */
  private float[][] activations(int[] places) {
    float[][] activations = layer.activations(inputs(places));
    for (int i = 0; i < places.length; i++) {
      List<Integer> channels = wanted.remove(places[i]);
      if (channels != null) {
        for (int channel : channels) {
          peaks.put(new Seen(places[i], channel), peak(activations[i], channel));
        }
      }
    }
    steps.add(places.length);
    return activations;
  }

  private Peak peak(float[] activations, int channel) {
    int best = 0;
    int width = layer.channels();
    for (int place = 1; place < activations.length / width; place++) {
      boolean more = activations[place * width + channel] > activations[best * width + channel];
      best = more ? place : best;
    }
    return new Peak(activations[best * width + channel], best);
  }

  /**
   * The maps of confused pairs.
   *
   * @param groups all, of which those of the pairs are named
   */
  List<ConfusedPair> pairs(List<FoundGroup> groups) {
    List<ConfusedPair> all = new ArrayList<>();
    for (ViewPlan.Pair pair : plan.pairs()) {
      GroupScope scope = GroupScope.pair(pair.label(), pair.answer());
      List<String> ids =
          groups.stream().filter(group -> group.scope().equals(scope)).map(FoundGroup::id).toList();
      int[] places = read(pair.images());
      List<ConfusedPair.Compared> compared =
          places.length == 0 ? List.of() : compared(pair, places);
      all.add(new ConfusedPair(pair.label(), pair.answer(), compared, ids));
    }
    return all;
  }

  private List<ConfusedPair.Compared> compared(ViewPlan.Pair pair, int[] places) {
    List<SignedMap> ofAnswer = maps(places, pair.answer(), Target.NONE);
    List<SignedMap> ofLabel = maps(places, pair.label(), Target.NONE);
    List<SignedMap> contrast = maps(places, pair.answer(), pair.label());
    return IntStream.range(0, places.length)
        .mapToObj(i -> compared(places[i], ofAnswer.get(i), ofLabel.get(i), contrast.get(i)))
        .toList();
  }

  private List<SignedMap> maps(int[] places, int answer, int versus) {
    int[] classes = new int[places.length];
    int[] others = new int[places.length];
    Arrays.fill(classes, answer);
    Arrays.fill(others, versus);
    List<SignedMap> maps = layer.maps(inputs(places), classes, others);
    steps.add(places.length);
    return maps;
  }

  /** Three maps on one scale: the strongest of them, for or against, is 1. */
  private ConfusedPair.Compared compared(
      int place, SignedMap ofAnswer, SignedMap ofLabel, SignedMap contrast) {
    int size = inputs(place).get(0).width();
    float[] answer = HeatGrid.of(ofAnswer, size);
    float[] label = HeatGrid.of(ofLabel, size);
    float[] over = HeatGrid.of(contrast, size);
    float strongest = 0;
    for (int cell = 0; cell < HeatGrid.CELLS; cell++) {
      float either = Math.max(answer[cell], label[cell]);
      strongest = Math.max(strongest, Math.max(either, Math.abs(over[cell])));
    }
    float scale = strongest > 0 ? 1 / strongest : 0;
    return new ConfusedPair.Compared(
        place, positive(answer, scale), positive(label, scale), signed(over, scale));
  }

  private static EvidenceMap positive(float[] values, float scale) {
    byte[] map = new byte[values.length];
    for (int cell = 0; cell < map.length; cell++) {
      map[cell] = (byte) Math.round(255 * Math.max(0, values[cell] * scale));
    }
    return new EvidenceMap(map);
  }

  private static EvidenceMap signed(float[] values, float scale) {
    byte[] map = new byte[values.length];
    for (int cell = 0; cell < map.length; cell++) {
      map[cell] = (byte) Math.round(128 + 127 * values[cell] * scale);
    }
    return new EvidenceMap(map);
  }

  /** Those that could be read. */
  private int[] read(int[] places) {
    return IntStream.of(places).filter(place -> images.input(place) != null).toArray();
  }

  private List<RgbImage> inputs(int... places) {
    List<RgbImage> inputs = new ArrayList<>();
    for (int place : places) {
      RgbImage input = images.input(place);
      if (input == null) {
        throw new IllegalStateException("Expected images that were read, found one that was not");
      }
      inputs.add(input);
    }
    return inputs;
  }
}
