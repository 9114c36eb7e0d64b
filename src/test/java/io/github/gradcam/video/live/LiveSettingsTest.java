package io.github.gradcam.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.image.Colormap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveSettingsTest {

  private final LiveChoices choices = LivePlans.choices();
  private LiveSettings settings = LivePlans.settings();

  @ParameterizedTest
  @CsvSource({
    "c, NEXT_CLASS", "C, NEXT_CLASS", "p, PREDICTED", "l, NEXT_LAYER", "m, NEXT_METHOD",
    "+, MORE_OPAQUE", "=, MORE_OPAQUE", "-, LESS_OPAQUE", "_, LESS_OPAQUE", "k, NEXT_COLORMAP",
    "' ', FREEZE", "s, SAVE", "h, HELP", "q, QUIT", "'\u001b', QUIT"
  })
  void aSignHasItsMeaning(char typed, LiveKey key) {
    assertThat(LiveKey.of(typed)).contains(key);
  }

  @Test
  void otherSignsMeanNothing() {
    assertThat(LiveKey.of('x')).isEmpty();
    assertThat(LiveKey.of('\uffff')).isEmpty();
  }

  @Test
  void classesFollowOneAnotherAndThePredictedOneIsAKeyAway() {
    press("ccc");
    assertThat(settings.question().classIndex()).isEqualTo(2);
    press("c");
    assertThat(settings.question().classIndex()).isZero();
    press("p");
    assertThat(settings.question().classIndex()).isEqualTo(-1);
  }

  @Test
  void afterTheLastLayerComesTheFirst() {
    press("l");
    assertThat(settings.question().layer()).isEqualTo(LivePlans.FIRST);
    press("l");
    assertThat(settings.question().layer()).isEqualTo(LivePlans.LAST);
  }

  @Test
  void aMethodWithoutAMeaningAtTheNextLayerGivesWay() {
    press("mm");
    assertThat(settings.question().method().name()).isEqualTo("LayerCAM");
    press("l");
    assertThat(settings.question().method()).isEqualTo(LivePlans.METHODS.get(0));
    press("mm");
    assertThat(settings.question().method()).isEqualTo(LivePlans.METHODS.get(0));
  }

  @Test
  void theOpacityGoesInTenthsFromNoneToAll() {
    press("+");
    assertThat(settings.overlay().alpha()).isCloseTo(0.4, within(1e-9));
    press("++++++++++");
    assertThat(settings.overlay().alpha()).isEqualTo(1);
    press("-----------------");
    assertThat(settings.overlay().alpha()).isZero();
  }

  @Test
  void theColormapsFollowOneAnother() {
    press("k");
    assertThat(settings.overlay().colormap()).isEqualTo(Colormap.JET);
    press("k".repeat(Colormap.values().length));
    assertThat(settings.overlay().colormap()).isEqualTo(Colormap.JET);
  }

  @Test
  void freezeAndHelpAreTurnedOnAndOff() {
    press(" h");
    assertThat(settings.frozen()).isTrue();
    assertThat(settings.help()).isTrue();
    press(" h");
    assertThat(settings).isEqualTo(LivePlans.settings());
  }

  @Test
  void savingAndQuittingChangeNothing() {
    press("sq");
    assertThat(settings).isEqualTo(LivePlans.settings());
  }

  @Test
  void choicesWithoutALayerOrAMethodAreRefused() {
    assertThatThrownBy(() -> new LiveChoices(List.of("sea"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LiveChoices(List.of("sea"), Map.of(LivePlans.LAST, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aQuestionToBeginWithIsOneOfTheChoices() {
    var same = new Methods(MethodSettings.DEFAULT).named("hirescam").get(0);
    assertThat(choices.question(1, LivePlans.LAST, same).method())
        .isSameAs(LivePlans.METHODS.get(1));
    var costly = new Methods(MethodSettings.DEFAULT).named("scorecam").get(0);
    assertThatThrownBy(() -> choices.question(1, LivePlans.LAST, costly))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Score-CAM at last");
  }

  private void press(String signs) {
    for (int i = 0; i < signs.length(); i++) {
      settings = settings.press(LiveKey.of(signs.charAt(i)).orElseThrow(), choices);
    }
  }
}
