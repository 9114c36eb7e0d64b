package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.model.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The photos whose class the network is sure of, from which a {@link Mosaic} is put together. */
public final class SurePhotos {

  /** The least probability of a photo's class. */
  public static final float SURE = 0.9f;

  /**
   * Which photos go together.
   *
   * @param others three photos of other classes
   * @param place of the photo itself, 0..3
   */
  public record Partners(List<Path> others, int place) {}

  /** By the photo: its likeliest class. */
  private final Map<Path, Integer> classes = new LinkedHashMap<>();

  /** By the photo: all classes that the network is sure of, several where they do not exclude. */
  private final Map<Path, Set<Integer>> seen = new HashMap<>();

  /**
   * Takes the network's answer for a photo.
   *
   * @param photo its file
   * @param probabilities of the classes
   */
  public void add(Path photo, float[] probabilities) {
    Set<Integer> all = new HashSet<>();
    for (int c = 0; c < probabilities.length; c++) {
      if (probabilities[c] >= SURE) {
        all.add(c);
      }
    }
    if (!all.isEmpty()) {
      classes.put(photo, Predictor.likeliest(probabilities));
      seen.put(photo, all);
    }
  }

  /** {@return how many photos the network is sure of} */
  public int size() {
    return classes.size();
  }

  /**
   * Draws the partners of a photo: of classes that differ from each other, as far as there are. The
   * draw depends on the photo's name, and not on the folder that it lies in.
   *
   * @param photo its file
   * @param seed of the draw
   * @return the partners; null if the network is not sure of the photo, or of fewer than three of
   *     other classes
   */
  public @Nullable Partners partners(Path photo, long seed) {
    Integer own = classes.get(photo);
    if (own == null) {
      return null;
    }
    List<Path> drawn = new ArrayList<>();
    for (Path name : classes.keySet()) {
      if (!Objects.requireNonNull(seen.get(name)).contains(own)) {
        drawn.add(name);
      }
    }
    int needed = Mosaic.CELLS - 1;
    if (drawn.size() < needed) {
      return null;
    }
    Random random = new Random(seed ^ String.valueOf(photo.getFileName()).hashCode());
    Collections.shuffle(drawn, random);
    Set<Integer> taken = new HashSet<>();
    List<Path> others = new ArrayList<>();
    List<Path> again = new ArrayList<>();
    drawn.forEach(name -> (taken.add(classes.get(name)) ? others : again).add(name));
    others.addAll(again);
    return new Partners(List.copyOf(others.subList(0, needed)), random.nextInt(Mosaic.CELLS));
  }
}
