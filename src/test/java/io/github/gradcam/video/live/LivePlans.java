package io.github.gradcam.video.live;

import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.video.FrameAnswer;
import io.github.gradcam.video.media.LiveSource;
import io.github.gradcam.video.media.VideoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Live views of synthetic sources, with a network that only lets things happen. */
public final class LivePlans {

  static final HeatmapLayer FIRST = new HeatmapLayer("first", "first", 8, 8, 4, true);
  static final HeatmapLayer LAST = new HeatmapLayer("last", "last", 4, 4, 8, true);
  static final List<ExplanationMethod> METHODS =
      new Methods(MethodSettings.DEFAULT).named("gradcam,hirescam,layercam");

  /** Longer than any machine is held up, but for the tries to open a source again. */
  static final LiveTimes PATIENT =
      new LiveTimes(
          Duration.ofMinutes(5), Duration.ofMillis(20), Duration.ofMinutes(5), Duration.ZERO);

  final List<String> notes = new CopyOnWriteArrayList<>();
  final List<LiveQuestion> questions = Collections.synchronizedList(new ArrayList<>());

  /** For the questions: whether the image was the one before. */
  final List<Boolean> again = new ArrayList<>();

  LiveTimes times = PATIENT;
  LiveSink.@Nullable Opener recording;
  Path pictures = Path.of("target");

  /** What happens while the network is at work. */
  Runnable meanwhile = () -> {};

  static LiveChoices choices() {
    Map<HeatmapLayer, List<ExplanationMethod>> methods =
        new TreeMap<>(java.util.Comparator.comparing(HeatmapLayer::name));
    methods.put(FIRST, METHODS.subList(0, 2));
    methods.put(LAST, METHODS);
    return new LiveChoices(List.of("sea", "forest", "street"), methods);
  }

  public static LiveSettings settings() {
    LiveQuestion question = new LiveQuestion(-1, LAST, METHODS.get(0));
    return new LiveSettings(question, new Overlay(Colormap.TURBO, 0.3));
  }

  LivePlan of(LiveSource.Opener source, LiveScreen screen) {
    return new LivePlan(
        "the camera",
        source,
        this::explain,
        choices(),
        settings(),
        screen,
        recording,
        times,
        false,
        pictures,
        notes::add);
  }

  private FrameAnswer explain(
      io.github.gradcam.image.RgbImage picture,
      double seconds,
      LiveQuestion question,
      boolean repeated) {
    questions.add(question);
    again.add(repeated);
    meanwhile.run();
    HeatValues heat = new HeatValues(new float[] {0.5f}, 1, 1, false);
    int index = Math.max(0, question.classIndex());
    return new FrameAnswer(
        new float[] {0.7f, 0.2f, 0.1f}, index, 0.7f, heat, 0.5, Diagnosis.OK, true, false);
  }

  /** Begins a view on a thread of its own. */
  static CompletableFuture<LiveStatistics> running(LiveView view) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return view.run();
          } catch (VideoException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
