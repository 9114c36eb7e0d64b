package io.github.gradcam.explain;

import io.github.gradcam.explain.map.Balance;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.map.Diagnosis.LayerState;
import io.github.gradcam.explain.map.Evidence;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.explain.map.ImageMaps;
import io.github.gradcam.explain.map.MapScaling;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes explanations of signed maps: scaled, judged, weighed against what speaks against, fused.
 */
final class ExplanationAssembly {

  private final ExplanationPlan plan;
  private final MapScaling scaling;

  /** A map on its way, with the one against it. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Draft(
      ExplanationMethod method,
      String layer,
      LayerState state,
      Target target,
      SignedMap signed,
      Evidence evidence,
      @Nullable SignedMap against,
      float @Nullable [] contributions) {}

  ExplanationAssembly(ExplanationPlan plan, MapScaling scaling) {
    this.plan = plan;
    this.scaling = scaling;
  }

  /** One list an image, class by class, method by method, layer by layer. */
  List<List<Explanation>> explanations(List<ImageMaps> pictures) {
    List<List<Draft>> drafts = pictures.stream().map(this::drafts).toList();
    List<Draft> all = drafts.stream().flatMap(List::stream).toList();
    List<float[]> heat = scaling.heatmaps(all.stream().map(Draft::evidence).toList());
    List<List<Explanation>> explanations = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < pictures.size(); i++) {
      int count = drafts.get(i).size();
      List<float[]> own = heat.subList(next, next + count);
      explanations.add(finished(drafts.get(i), own, pictures.get(i).probabilities()));
      next += count;
    }
    return explanations;
  }

  private List<Draft> drafts(ImageMaps picture) {
    List<Draft> drafts = new ArrayList<>();
    for (Target target : picture.targets()) {
      if (!target.negated()) {
        for (int method = 0; method < plan.methods().size(); method++) {
          addDrafts(picture, target, method, drafts);
        }
      }
    }
    return drafts;
  }

  private void addDrafts(ImageMaps picture, Target target, int method, List<Draft> drafts) {
    ExplanationMethod how = plan.methods().get(method);
    boolean atLayer = !(how instanceof ProbingMethod probing) || probing.atLayer();
    for (int i = 0; i < (atLayer ? plan.layers().size() : 1); i++) {
      int layer = atLayer ? i : ImageMaps.NO_LAYER;
      SignedMap signed = picture.map(target, method, layer);
      drafts.add(
          new Draft(
              how,
              atLayer ? plan.layers().get(i).name() : Explanation.INPUT,
              picture.state(target, layer),
              target,
              signed,
              Evidence.of(Ceiling.of(how).apply(signed)),
              plan.counterfactual() ? picture.map(target.opposite(), method, layer) : null,
              picture.contributions(target, i)));
    }
  }

  private List<Explanation> finished(
      List<Draft> drafts, List<float[]> heat, float[] probabilities) {
    List<Explanation> all = new ArrayList<>();
    List<Explanation> group = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      group.add(explanation(drafts.get(i), heat.get(i), probabilities));
      boolean last =
          i + 1 == drafts.size()
              || drafts.get(i + 1).method() != drafts.get(i).method()
              || !drafts.get(i + 1).target().equals(drafts.get(i).target());
      if (last) {
        all.addAll(group);
        if (group.size() > 1 && plan.fusion() != Fusion.NONE) {
          all.add(fused(group));
        }
        group.clear();
      }
    }
    return all;
  }

  private Explanation explanation(Draft draft, float[] heat, float[] probabilities) {
    float probability = probabilities[draft.target().classIndex()];
    Diagnosis diagnosis = Diagnosis.of(draft.signed(), draft.state(), draft.target(), probability);
    SignedMap against = draft.against();
    Balance balance = against == null ? null : balance(draft, against, diagnosis, probability);
    boolean same = balance != null && balance.even() && !diagnosis.blank();
    Diagnosis verdict = same ? Diagnosis.NO_SIGN : diagnosis;
    return new Explanation(
        draft.method().name(),
        draft.layer(),
        draft.target(),
        probabilities,
        heatmap(heat, verdict),
        draft.signed(),
        verdict.blank() ? draft.evidence().none() : draft.evidence(),
        same ? null : balance,
        draft.contributions());
  }

  private Balance balance(Draft draft, SignedMap against, Diagnosis own, float probability) {
    Target opposite = draft.target().opposite();
    Diagnosis diagnosis = Diagnosis.of(against, draft.state(), opposite, probability);
    Ceiling ceiling = Ceiling.of(draft.method());
    SignedMap limited = ceiling.apply(against);
    SignedMap difference = Balance.difference(ceiling.apply(draft.signed()), limited);
    float[] values = scaling.resized(difference);
    if (own.silent() || diagnosis.silent()) {
      Arrays.fill(values, 0);
    }
    return new Balance(heatmap(scaling.heatmap(Evidence.of(limited)), diagnosis), values);
  }

  private static Heatmap heatmap(float[] values, Diagnosis diagnosis) {
    if (diagnosis.blank()) {
      Arrays.fill(values, 0);
    }
    int size = (int) Math.round(Math.sqrt(values.length));
    return new Heatmap(size, size, values, diagnosis);
  }

  private Explanation fused(List<Explanation> layers) {
    Explanation first = layers.get(0);
    List<Heatmap> maps = layers.stream().map(Explanation::heatmap).toList();
    SignedMap joined = joined(maps);
    Evidence evidence = Evidence.of(joined);
    Heatmap heatmap = fused(maps, joined, first.target(), first.probability());
    return new Explanation(
        first.method(),
        Explanation.FUSED,
        first.target(),
        first.probabilities(),
        heatmap,
        joined,
        heatmap.diagnosis().blank() ? evidence.none() : evidence,
        fusedBalance(layers),
        null);
  }

  /** Of the maps that are not blank. */
  private SignedMap joined(List<Heatmap> maps) {
    List<Heatmap> seen = maps.stream().filter(map -> !map.diagnosis().blank()).toList();
    float[] values =
        plan.fusion().join((seen.isEmpty() ? maps : seen).stream().map(Heatmap::values).toList());
    return new SignedMap(maps.get(0).height(), maps.get(0).width(), values);
  }

  /** The joined map as it is drawn, judged by itself unless there was nothing to join. */
  private Heatmap fused(List<Heatmap> maps, SignedMap joined, Target target, float probability) {
    boolean blank = maps.stream().allMatch(map -> map.diagnosis().blank());
    Diagnosis diagnosis =
        blank
            ? maps.get(0).diagnosis()
            : Diagnosis.of(joined, LayerState.LIVE, target, probability);
    return heatmap(scaling.heatmap(Evidence.of(joined)), diagnosis);
  }

  private @Nullable Balance fusedBalance(List<Explanation> layers) {
    List<Balance> all = new ArrayList<>();
    List<Balance> telling = new ArrayList<>();
    for (Explanation layer : layers) {
      Balance balance = layer.balance();
      if (balance != null) {
        all.add(balance);
        if (!layer.heatmap().diagnosis().silent()) {
          telling.add(balance);
        }
      }
    }
    if (all.isEmpty()) {
      return null;
    }
    Explanation first = layers.get(0);
    List<Heatmap> maps = all.stream().map(Balance::against).toList();
    return new Balance(
        fused(maps, joined(maps), first.target().opposite(), first.probability()),
        Balance.mean(telling.isEmpty() ? all : telling));
  }
}
