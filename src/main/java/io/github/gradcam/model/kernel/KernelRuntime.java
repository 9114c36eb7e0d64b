package io.github.gradcam.model.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles which kernels this process uses, before TensorFlow is loaded: of those that a trial on
 * this machine found right, the fastest for the purpose. Trials are made once for a processor and a
 * build of TensorFlow, each in a process of its own, and kept in the user's cache.
 *
 * <p>A process settles once. Where other code has loaded TensorFlow already, its kernels are tried
 * where they are, and networks that need wrong ones are refused.
 */
public final class KernelRuntime {

  /** The environment's variable for kernels that are to be used in any case. */
  static final String FORCING = "GRADCAM_KERNELS";

  /**
   * Set by the launcher where it guessed the kernels from the cache, so that it is not a user's
   * wish.
   */
  private static final String HINT = "GRADCAM_KERNELS_HINT";

  private static final Logger LOG = LoggerFactory.getLogger(KernelRuntime.class);

  private static @Nullable KernelChoice choice;
  private static Purpose planned = Purpose.EXPLAINING;
  private static Precision wanted = Precision.FLOAT32;
  private static @Nullable Kernels forced;
  private static boolean said;

  /** Kernels that could not be tried are not tried again by the same process. */
  private static final Set<Kernels> TRIED = EnumSet.noneOf(Kernels.class);

  private static @Nullable KernelDecision decided;
  private static Threading threading = Threading.TOGETHER;
  private static Consumer<String> listener = text -> {};

  private KernelRuntime() {}

  /**
   * Asks for certain kernels, whatever a trial shows; before any network is loaded.
   *
   * @param kernels to use
   * @throws IllegalStateException if this process has others already
   */
  public static synchronized void force(Kernels kernels) {
    if (choice != null && choice.kernels() != kernels) {
      throw new IllegalStateException(
          "Expected to choose kernels before TensorFlow is loaded, found it loaded with those of %s"
              .formatted(choice.kernels()));
    }
    forced = kernels;
  }

  /**
   * Names who is told of what takes seconds.
   *
   * @param told a sentence at the beginning of a trial
   */
  public static synchronized void tell(Consumer<String> told) {
    listener = told;
  }

  /**
   * Tells people what takes a while.
   *
   * @param text a sentence
   */
  public static synchronized void say(String text) {
    listener.accept(text);
  }

  /**
   * Says what this process will do most, where the kernels are not settled yet; without a word it
   * explains in single precision.
   *
   * @param purpose that decides which kernels are fastest
   * @param precision that is wanted
   */
  public static synchronized void plan(Purpose purpose, Precision precision) {
    planned = purpose;
    wanted = precision;
  }

  /**
   * Settles for what a trial of the work itself found right and fastest, unless a user asked for
   * other kernels or TensorFlow is loaded.
   *
   * @param decision to follow
   */
  public static synchronized void decide(KernelDecision decision) {
    if (isBefore()) {
      decided = decision;
    }
  }

  /**
   * {@return how runs share the processors in this process: together, unless it was decided
   * otherwise}
   */
  public static synchronized Threading threading() {
    settle();
    return threading;
  }

  /**
   * The ways to compute that are worth a trial of the work itself.
   *
   * @param most whether as many runs a second as possible are wanted, and not the shortest run
   * @param precision in which to compute
   * @return kernels that are right, each with the threads that may suit; the likeliest first, one
   *     where there is nothing to choose
   */
  public static synchronized List<KernelDecision> candidates(boolean most, Precision precision) {
    Map<Kernels, KernelReport> reports = reports();
    Stream<Kernels> kernels =
        asked()
            .map(Stream::of)
            .orElseGet(() -> reports.isEmpty() ? Stream.of() : worthTrying(reports, precision));
    List<KernelDecision> candidates = new ArrayList<>();
    kernels
        .distinct()
        .forEach(
            each -> {
              candidates.add(new KernelDecision(each, Threading.TOGETHER, ""));
              if (most && !Threading.isGiven()) {
                candidates.add(new KernelDecision(each, Threading.APART, ""));
              }
            });
    return candidates;
  }

  /** Mixed precision is not the same with all kernels. */
  private static Stream<Kernels> worthTrying(
      Map<Kernels, KernelReport> reports, Precision precision) {
    Collection<KernelReport> allowed = allowed(reports);
    Stream<Kernels> best =
        Stream.of(KernelChoice.best(Purpose.EXPLAINING, precision, allowed).kernels());
    return precision == Precision.MIXED
        ? best
        : Stream.concat(
            best,
            allowed.stream()
                .filter(report -> report.rightFor(Purpose.EXPLAINING))
                .map(KernelReport::kernels));
  }

  /**
   * {@return whether kernels can still be chosen: false where TensorFlow is loaded, or a user asked
   * for certain kernels}
   */
  public static synchronized boolean isOpen() {
    return isBefore() && asked().isEmpty();
  }

  /**
   * {@return whether TensorFlow is still to be loaded, so that something can be decided: false
   * where kernels are settled}
   */
  public static synchronized boolean isBefore() {
    return choice == null && !NativeEnvironment.tensorFlowIsLoaded();
  }

  /**
   * Settles the kernels; the first call decides, later ones find what it did.
   *
   * @return the kernels that TensorFlow uses
   */
  public static synchronized KernelChoice settle() {
    if (choice == null) {
      choice = NativeEnvironment.tensorFlowIsLoaded() ? loaded() : chosen();
      LOG.info("{}", choice.reason());
    }
    return choice;
  }

  /**
   * Tells machines and builds of TensorFlow apart, for what is kept about them.
   *
   * @return 16 hexadecimal digits
   */
  public static String machine() {
    return MachineName.digest();
  }

  /** {@return the processor as people call it: such as "AMD EPYC, family 26"} */
  public static String processor() {
    return MachineName.processor();
  }

  /**
   * {@return whether networks can be computed in mixed precision; warns once where they cannot;
   * false where these kernels have no 16 bits, or single precision is faster}
   */
  public static synchronized boolean offersMixed() {
    KernelChoice settled = settle();
    boolean slower = wanted == Precision.MIXED && settled.precision() == Precision.FLOAT32;
    if (settled.report().offers(Precision.MIXED) && !slower) {
      return true;
    }
    if (!said) {
      said = true;
      LOG.warn("Mixed precision is not used here: float32 is computed. {}", settled.reason());
    }
    return false;
  }

  /**
   * Tries all kernels, or reads what earlier trials found.
   *
   * @return a report for each, none where no process can be started
   */
  public static synchronized Map<Kernels, KernelReport> reports() {
    KernelCache cache = KernelCache.ofUser();
    Map<Kernels, KernelReport> reports = new EnumMap<>(Kernels.class);
    for (Kernels kernels : Kernels.values()) {
      Optional<KernelReport> report = cache.read(kernels);
      if (report.isEmpty() && TRIED.add(kernels)) {
        listener.accept(
            "Checking TensorFlow's kernels (%s) on this processor, once; a few seconds ..."
                .formatted(kernels));
        report = KernelTrial.inProcess(kernels);
        report.ifPresent(cache::write);
      }
      report.ifPresent(found -> reports.put(kernels, found));
    }
    return reports;
  }

  private static KernelChoice chosen() {
    Optional<Kernels> asked = asked();
    Map<Kernels, KernelReport> reports = reports();
    if (asked.isEmpty() && reports.isEmpty()) {
      return untried();
    }
    KernelChoice best =
        asked
            .map(kernels -> forced(kernels, reports))
            .or(() -> following(reports))
            .orElseGet(() -> KernelChoice.best(planned, wanted, allowed(reports)));
    String value = best.kernels().value();
    if (planned == Purpose.EXPLAINING && asked.isEmpty()) {
      KernelCache.ofUser().writeHint(value);
    }
    Threading runs = decided == null ? Threading.TOGETHER : decided.threading();
    if (!set(best.kernels().environment(runs))) {
      LOG.warn(
          "Expected to set {} before TensorFlow is loaded, found that this process cannot; start Java with {}={}",
          Kernels.VARIABLE,
          Kernels.VARIABLE,
          value);
      return loaded();
    }
    threading = runs;
    return best;
  }

  /** What is right already is left alone. */
  private static boolean set(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(each -> !each.getValue().equals(System.getenv(each.getKey())))
        .allMatch(each -> NativeEnvironment.set(each.getKey(), each.getValue()));
  }

  private static Optional<KernelChoice> following(Map<Kernels, KernelReport> reports) {
    return Optional.ofNullable(decided)
        .flatMap(
            decision ->
                Optional.ofNullable(reports.get(decision.kernels()))
                    .map(report -> KernelChoice.given(report, wanted, decision.reason(), false)));
  }

  private static Optional<Kernels> asked() {
    String named = System.getenv(FORCING);
    return forced != null
        ? Optional.of(forced)
        : Optional.ofNullable(named)
            .filter(name -> !name.isBlank() && !name.equals("auto"))
            .map(Kernels::of);
  }

  /** TensorFlow's own variable is followed where what it asks for is right. */
  private static Collection<KernelReport> allowed(Map<Kernels, KernelReport> reports) {
    String value = System.getenv(HINT) == null ? System.getenv(Kernels.VARIABLE) : null;
    for (KernelReport report : reports.values()) {
      if (report.kernels().value().equals(value)) {
        if (report.rightFor(planned)) {
          return List.of(report);
        }
        LOG.warn(
            "{}={} is not followed: those kernels are wrong on this processor ({}). {}={} would use them all the same",
            Kernels.VARIABLE,
            value,
            report.worst(Precision.FLOAT32).orElse(""),
            FORCING,
            report.kernels());
      }
    }
    return reports.values();
  }

  private static KernelChoice forced(Kernels kernels, Map<Kernels, KernelReport> reports) {
    KernelReport report =
        reports.getOrDefault(kernels, KernelReport.failed(kernels, "they could not be tried"));
    report
        .worst(Precision.FLOAT32)
        .ifPresent(
            wrong ->
                LOG.warn(
                    "The kernels that were asked for, {}, are wrong on this processor: {}",
                    kernels,
                    wrong));
    return KernelChoice.given(
        report, wanted, "Kernels of %s, as asked for".formatted(kernels), true);
  }

  /** No process of its own can be started: TensorFlow's own kernels are tried here. */
  private static KernelChoice untried() {
    set(Kernels.EIGEN.environment(Threading.TOGETHER));
    return here(Kernels.EIGEN, "Kernels of eigen: no process could be started to try others");
  }

  /** What TensorFlow was loaded with cannot be asked, only tried. */
  private static KernelChoice loaded() {
    Kernels likely =
        Kernels.EIGEN.value().equals(System.getenv(Kernels.VARIABLE))
            ? Kernels.EIGEN
            : Kernels.ONEDNN;
    return here(
        likely, "The kernels that TensorFlow was loaded with before this program could choose");
  }

  private static KernelChoice here(Kernels kernels, String reason) {
    KernelReport report = KernelTrial.of(kernels);
    String known = report.worst(Precision.FLOAT32).map(wrong -> "; wrong: " + wrong).orElse("");
    return KernelChoice.given(report, wanted, reason + known, false);
  }
}
