package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.model.NearestNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The methods there are: the project's own, and those of jars on the class path. */
public final class Methods {

  private final List<ExplanationMethod> all;

  /**
   * Finds the methods.
   *
   * @param settings what they may be told
   * @throws IllegalArgumentException if a jar names a method that cannot be made
   */
  public Methods(MethodSettings settings) {
    Convention convention = settings.convention();
    all =
        new ArrayList<>(
            List.of(
                new GradCam(),
                new HiResCam(),
                new ElementWiseGradCam(),
                new GradCamPlusPlus(convention),
                new XGradCam(),
                new LayerCam(),
                new EigenCam(convention),
                new EigenGradCam(convention),
                new FinerCam(convention),
                new Cam(),
                new ScoreCam(),
                new SmoothedScoreCam(settings),
                new IntegratedScoreCam(settings),
                new AblationCam(),
                new ReciproCam(),
                new SmoothGradCamPlusPlus(settings),
                new RandomCam(settings.seed()),
                new Saliency(),
                new SmoothGrad(settings),
                new IntegratedGradients(settings),
                new GuidedBackpropagation(),
                new GuidedGradCam(),
                new Occlusion(),
                new Rise(settings)));
    addServices(CamMethod.class);
    addServices(ProbingMethod.class);
    refuseSameNames();
  }

  /**
   * Lists the methods.
   *
   * @return the project's own first
   */
  public List<ExplanationMethod> all() {
    return List.copyOf(all);
  }

  /**
   * Reads what a user asks for.
   *
   * @param text names with commas between them, or {@code all}; letters and digits count, so that
   *     {@code gradcam++} and {@code Grad-CAM++} are the same
   * @return the methods in the order asked for, each once
   * @throws IllegalArgumentException if there is no such method; the message suggests the nearest
   */
  public List<ExplanationMethod> named(String text) {
    if (key(text).equals("all")) {
      return all();
    }
    List<ExplanationMethod> chosen = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      ExplanationMethod method = find(name.strip());
      if (!chosen.contains(method)) {
        chosen.add(method);
      }
    }
    return chosen;
  }

  /**
   * The word by which a method is asked for, and that file names hold.
   *
   * @param name of a method
   * @return lower-case letters and digits, such as {@code gradcamplusplus}
   */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace("+", "plus").replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private void addServices(Class<? extends ExplanationMethod> kind) {
    try {
      ServiceLoader.load(kind).forEach(all::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          "Expected public classes with public constructors without arguments in META-INF/services, found: "
              + e.getMessage(),
          e);
    }
  }

  /** Files and options know a method by its key alone. */
  private void refuseSameNames() {
    Map<String, ExplanationMethod> known = new HashMap<>();
    for (ExplanationMethod method : all) {
      ExplanationMethod other = known.put(key(method.name()), method);
      if (other != null) {
        throw new IllegalArgumentException(
            "Expected a name of its own for each method, found '%s' of %s and of %s; rename one"
                .formatted(method.name(), other.getClass().getName(), method.getClass().getName()));
      }
    }
  }

  private ExplanationMethod find(String name) {
    Optional<ExplanationMethod> found =
        all.stream().filter(method -> key(method.name()).equals(key(name))).findFirst();
    List<String> names = all.stream().map(method -> key(method.name())).toList();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "Expected a method, all or best, found '%s'; nearest: %s; `gradcam methods` lists them"
                    .formatted(name, String.join(", ", NearestNames.of(key(name), names, 3)))));
  }
}
