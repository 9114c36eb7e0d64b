package io.github.gradcam.explain.map;

import io.github.gradcam.explain.map.Diagnosis.LayerState;
import io.github.gradcam.explain.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The signed maps of one image as they are made, each the mean over what smoothing varies. */
public final class ImageMaps {

  /** As a layer: none, for methods on pixels. */
  public static final int NO_LAYER = -1;

  /** A map by the numbers of its method and its layer in the plan. */
  private record Key(Target target, int method, int layer) {}

  private final float[] probabilities;
  private final List<Target> targets;
  private final Map<Key, List<SignedMap>> maps = new HashMap<>();
  private final Map<Key, LayerState> states = new HashMap<>();
  private final Map<Key, float[]> contributions = new HashMap<>();

  /**
   * Begins without maps.
   *
   * @param probabilities of the image
   * @param targets asked for, with the opposites where those are asked for too
   */
  public ImageMaps(float[] probabilities, List<Target> targets) {
    this.probabilities = probabilities;
    this.targets = targets;
  }

  public float[] probabilities() {
    return probabilities;
  }

  public List<Target> targets() {
    return targets;
  }

  public void add(Target target, int method, int layer, SignedMap map) {
    maps.computeIfAbsent(new Key(target, method, layer), any -> new ArrayList<>()).add(map);
  }

  public void state(Target target, int layer, LayerState state) {
    states.putIfAbsent(new Key(target, 0, layer), state);
  }

  public LayerState state(Target target, int layer) {
    return states.getOrDefault(new Key(target, 0, layer), LayerState.LIVE);
  }

  /** Keeps what each feature map contributes, of the first variation alone. */
  public void contributions(Target target, int layer, float[] ofFeatureMaps) {
    contributions.putIfAbsent(new Key(target, 0, layer), ofFeatureMaps);
  }

  /** What each feature map contributes, [K]; null where it was not kept. */
  public float @Nullable [] contributions(Target target, int layer) {
    return contributions.get(new Key(target, 0, layer));
  }

  /** The mean of what was added. */
  public SignedMap map(Target target, int method, int layer) {
    return mean(
        Optional.ofNullable(maps.get(new Key(target, method, layer)))
            .orElseThrow(() -> new IllegalStateException("No map of method " + method)));
  }

  private static SignedMap mean(List<SignedMap> maps) {
    SignedMap first = maps.get(0);
    Optional<SignedMap> failed = maps.stream().filter(map -> map.failure() != null).findFirst();
    if (maps.size() == 1 || failed.isPresent()) {
      return failed.orElse(first);
    }
    float[] sum = new float[first.values().length];
    for (SignedMap map : maps) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += map.values()[i] / maps.size();
      }
    }
    return new SignedMap(first.height(), first.width(), sum, first.measures());
  }
}
