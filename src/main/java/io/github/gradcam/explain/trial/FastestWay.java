package io.github.gradcam.explain.trial;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.kernel.KernelDecision;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.TrialProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Finds how a model is computed fastest on this machine, before a long job: with which kernels of
 * those that are right, and with how many runs at once. The model itself is tried for a few seconds
 * in processes of their own, once for a model and a kind of work; what gives other numbers than the
 * likeliest kernels is not used.
 *
 * @param model its file or folder
 * @param description what is said of it
 * @param digest tells models apart; asked only where there is something to choose
 * @param precision in which to compute
 */
public record FastestWay(
    Path model, ModelDescription description, Digest digest, Precision precision) {

  /** How far answers may be apart, as a share: rounding stays far below. */
  private static final double BOUND = 0.01;

  /** What another way has to gain. */
  private static final double GAIN = 1.03;

  private static final int SECONDS = 5;
  private static final int MEGABYTES = 1024;
  private static final int DIGITS = 12;

  /** Tells models apart. */
  @FunctionalInterface
  public interface Digest {

    /**
     * Reads the network's files.
     *
     * @return their SHA-256, hexadecimal
     * @throws IOException if one cannot be read
     */
    String value() throws IOException;
  }

  /** Kinds of work. */
  public enum Work {
    /** Many images, in batches: as many a second as possible. */
    COLLECTION(16, 2),
    /** One image after the other, each as soon as possible. */
    FRAMES(1, 1),
    /** Many variants of one image after the other. */
    STUDY(32, 1);

    private final int batch;
    private final int runs;

    /** Images a run, and runs at once where each uses all processors. */
    Work(int batch, int runs) {
      this.batch = batch;
      this.runs = runs;
    }
  }

  /**
   * Settles kernels and threads, as far as they are open: by what was found before, or else by
   * trying.
   *
   * @param work that the process does
   * @param isLong whether it is worth some seconds of trying; asked only if need be
   * @throws IOException if the model's files cannot be read
   */
  public void settle(Work work, BooleanSupplier isLong) throws IOException {
    if (!KernelRuntime.isBefore()) {
      return;
    }
    List<KernelDecision> candidates = KernelRuntime.candidates(work.runs > 1, precision);
    if (candidates.size() < 2) {
      return;
    }
    String kept = name(work, candidates);
    KernelDecision.kept(kept)
        .or(() -> isLong.getAsBoolean() ? tried(work, candidates, kept) : Optional.empty())
        .ifPresent(KernelRuntime::decide);
  }

  private String name(Work work, List<KernelDecision> candidates) throws IOException {
    return "work-%s-%s-%s-%08x"
        .formatted(
            digest.value().substring(0, DIGITS),
            work.name().toLowerCase(Locale.ROOT),
            precision.text(),
            (candidates.toString() + description).hashCode());
  }

  private Optional<KernelDecision> tried(Work work, List<KernelDecision> candidates, String kept) {
    KernelRuntime.say(
        "Trying how %s is computed fastest on this machine, once; about %d seconds ..."
            .formatted(model, SECONDS * candidates.size()));
    Map<KernelDecision, WorkTrial> trials = new LinkedHashMap<>();
    for (KernelDecision candidate : candidates) {
      trial(work, candidate).ifPresent(trial -> trials.put(candidate, trial));
    }
    Optional<KernelDecision> decision = fastest(trials);
    decision.ifPresent(made -> made.keep(kept));
    return decision;
  }

  /** The fastest way of those that agree with the first; another has to gain something. */
  static Optional<KernelDecision> fastest(Map<KernelDecision, WorkTrial> trials) {
    KernelDecision fastest = null;
    WorkTrial first = null;
    double speed = 0;
    List<String> rates = new ArrayList<>();
    for (var each : trials.entrySet()) {
      WorkTrial trial = each.getValue();
      first = first == null ? trial : first;
      boolean agrees =
          trial.answers().logitsFrom(first.answers()) <= BOUND
              && trial.answers().mapsFrom(first.answers()) <= BOUND;
      rates.add(
          String.format(
              Locale.ROOT,
              "%s, %.1f images a second%s",
              text(each.getKey()),
              trial.imagesPerSecond(),
              agrees ? "" : ", but other numbers"));
      if (agrees && trial.imagesPerSecond() > GAIN * speed) {
        speed = trial.imagesPerSecond();
        fastest = each.getKey();
      }
    }
    return Optional.ofNullable(fastest)
        .map(
            way ->
                new KernelDecision(
                    way.kernels(),
                    way.threading(),
                    "Kernels of %s, as tried with this model: %s"
                        .formatted(text(way), String.join("; ", rates))));
  }

  private static String text(KernelDecision way) {
    return "%s with %s".formatted(way.kernels(), way.threading().text());
  }

  private Optional<WorkTrial> trial(Work work, KernelDecision way) {
    int runs = way.threading().runs(work.runs);
    WorkTrial.Request request =
        new WorkTrial.Request(
            model.toAbsolutePath().toString(), description, precision, work.batch, runs);
    return TrialProcess.ask(
        way.kernels(),
        way.threading(),
        WorkTrial.class,
        MEGABYTES,
        request,
        answer -> new JsonMapper().readValue(answer.toFile(), WorkTrial.class));
  }
}
