package io.github.gradcam.video.live;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.TimeCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A viewer who presses keys as a script says, after so many images. */
final class ScriptedScreen implements LiveScreen {

  final List<RgbImage> shown = new ArrayList<>();

  /** What each of them says. */
  List<Long> codes() {
    return shown.stream().map(TimeCode::read).toList();
  }

  private final BiFunction<Integer, RgbImage, List<LiveKey>> script;
  private final List<LiveKey> pressed = new ArrayList<>();

  ScriptedScreen(BiFunction<Integer, RgbImage, List<LiveKey>> script) {
    this.script = script;
  }

  static ScriptedScreen quitAfter(int pictures) {
    return new ScriptedScreen(
        (count, picture) -> count >= pictures ? List.of(LiveKey.QUIT) : List.of());
  }

  @Override
  public void show(RgbImage picture) {
    shown.add(picture);
    pressed.addAll(script.apply(shown.size(), picture));
  }

  @Override
  public List<LiveKey> keys() {
    List<LiveKey> keys = List.copyOf(pressed);
    pressed.clear();
    return keys;
  }

  @Override
  public boolean watched() {
    return true;
  }

  @Override
  public void close() {}
}
