package io.github.gradcam.batch;

import io.github.gradcam.explain.ClassSelection;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains the classes asked for of each photo of a batch, in as few runs of the network as it
 * takes.
 */
final class BatchExplanation {

  /** A photo and a class that are still to be explained. */
  private record Pair(int photo, int classIndex) {}

  private final Explainer explainer;
  private final ClassSelection selection;
  private final int batchSize;

  BatchExplanation(Explainer explainer, ClassSelection selection, int batchSize) {
    this.explainer = explainer;
    this.selection = selection;
    this.batchSize = batchSize;
  }

  /**
   * Explains.
   *
   * @param photos at least one, at most a batch
   * @return for each photo its explanations, in the order of the selection
   */
  List<List<Explanation>> of(List<Photo> photos) {
    int[] first = new int[photos.size()];
    Arrays.fill(first, selection.first());
    List<Explanation> answers = explainer.explain(join(photos), first);

    List<Map<Integer, Explanation>> known = new ArrayList<>();
    List<Pair> missing = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      Explanation answer = answers.get(i);
      known.add(new HashMap<>(Map.of(answer.classIndex(), answer)));
      for (int wanted : selection.of(answer.probabilities())) {
        if (wanted != answer.classIndex()) {
          missing.add(new Pair(i, wanted));
        }
      }
    }
    explainMissing(photos, missing, known);
    return inOrder(answers, known);
  }

  private void explainMissing(
      List<Photo> photos, List<Pair> missing, List<Map<Integer, Explanation>> known) {
    for (int from = 0; from < missing.size(); from += batchSize) {
      List<Pair> pairs = missing.subList(from, Math.min(missing.size(), from + batchSize));
      byte[] pixels = join(pairs.stream().map(pair -> photos.get(pair.photo())).toList());
      int[] classes = pairs.stream().mapToInt(Pair::classIndex).toArray();
      List<Explanation> found = explainer.explain(pixels, classes);
      for (int i = 0; i < pairs.size(); i++) {
        known.get(pairs.get(i).photo()).put(classes[i], found.get(i));
      }
    }
  }

  private List<List<Explanation>> inOrder(
      List<Explanation> answers, List<Map<Integer, Explanation>> known) {
    List<List<Explanation>> ordered = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Map<Integer, Explanation> all = known.get(i);
      List<Explanation> wanted =
          selection.of(answers.get(i).probabilities()).stream().map(all::get).toList();
      ordered.add(wanted);
    }
    return ordered;
  }

  private static byte[] join(List<Photo> photos) {
    int length = photos.get(0).input().length;
    byte[] pixels = new byte[photos.size() * length];
    for (int i = 0; i < photos.size(); i++) {
      System.arraycopy(photos.get(i).input(), 0, pixels, i * length, length);
    }
    return pixels;
  }
}
