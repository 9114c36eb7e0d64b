package io.github.gradcam.explain;

import io.github.gradcam.explain.Diagnosis.LayerState;
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
  private record Draft(
      ExplanationMethod method,
      String layer,
      LayerState state,
      Target target,
      SignedMap signed,
      @Nullable SignedMap against) {}

  ExplanationAssembly(ExplanationPlan plan, MapScaling scaling) {
    this.plan = plan;
    this.scaling = scaling;
  }

  /** One list a picture, class by class, method by method, layer by layer. */
  List<List<Explanation>> explanations(List<PictureMaps> pictures) {
    List<List<Draft>> drafts = pictures.stream().map(this::drafts).toList();
    List<Draft> all = drafts.stream().flatMap(List::stream).toList();
    List<float[]> heat = scaling.heatmaps(all.stream().map(this::drawn).toList());
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

  private List<Draft> drafts(PictureMaps picture) {
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

  private void addDrafts(PictureMaps picture, Target target, int method, List<Draft> drafts) {
    ExplanationMethod how = plan.methods().get(method);
    boolean atLayer = !(how instanceof ProbingMethod probing) || probing.atLayer();
    for (int i = 0; i < (atLayer ? plan.layers().size() : 1); i++) {
      int layer = atLayer ? i : PictureMaps.NO_LAYER;
      drafts.add(
          new Draft(
              how,
              atLayer ? plan.layers().get(i).name() : Explanation.INPUT,
              picture.state(target, layer),
              target,
              picture.map(target, method, layer),
              plan.counterfactual() ? picture.map(target.opposite(), method, layer) : null));
    }
  }

  private SignedMap drawn(Draft draft) {
    return Ceiling.of(draft.method()).apply(draft.signed());
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
    Balance balance = against == null ? null : balance(draft, against, probability);
    boolean same = balance != null && balance.even() && !diagnosis.blank();
    return new Explanation(
        draft.method().name(),
        draft.layer(),
        draft.target(),
        probabilities,
        heatmap(heat, same ? Diagnosis.NO_SIGN : diagnosis),
        draft.signed(),
        same ? null : balance);
  }

  private Balance balance(Draft draft, SignedMap against, float probability) {
    Target opposite = draft.target().opposite();
    Diagnosis diagnosis = Diagnosis.of(against, draft.state(), opposite, probability);
    Ceiling ceiling = Ceiling.of(draft.method());
    SignedMap limited = ceiling.apply(against);
    SignedMap difference = Balance.difference(ceiling.apply(draft.signed()), limited);
    float[] values = scaling.resized(List.of(difference)).get(0);
    return new Balance(heatmap(scaling.heatmaps(List.of(limited)).get(0), diagnosis), values);
  }

  private static Heatmap heatmap(float[] values, Diagnosis diagnosis) {
    if (diagnosis.blank()) {
      Arrays.fill(values, 0);
    }
    int size = (int) Math.round(Math.sqrt(values.length));
    return new Heatmap(size, size, values, diagnosis);
  }

  /** Of the layers whose maps are not blank. */
  private Explanation fused(List<Explanation> layers) {
    Explanation first = layers.get(0);
    List<Explanation> seen =
        layers.stream().filter(one -> !one.heatmap().diagnosis().blank()).toList();
    List<Explanation> joined = seen.isEmpty() ? layers : seen;
    float[] values =
        plan.fusion().join(joined.stream().map(one -> one.heatmap().values()).toList());
    int size = first.heatmap().height();
    SignedMap map = new SignedMap(size, size, values);
    Diagnosis diagnosis =
        seen.isEmpty() ? first.heatmap().diagnosis() : seen.get(0).heatmap().diagnosis();
    return new Explanation(
        first.method(),
        Explanation.FUSED,
        first.target(),
        first.probabilities(),
        heatmap(scaling.heatmaps(List.of(map)).get(0), diagnosis),
        map,
        fusedBalance(layers));
  }

  private @Nullable Balance fusedBalance(List<Explanation> layers) {
    List<Balance> balances = new ArrayList<>();
    for (Explanation layer : layers) {
      Balance balance = layer.balance();
      if (balance != null) {
        balances.add(balance);
      }
    }
    return balances.isEmpty() ? null : Balance.mean(balances);
  }
}
