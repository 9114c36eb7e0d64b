package io.github.gradcam.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {

  @Test
  void namesAreThoseOfFamousNetworks() {
    assertThat(Normalization.parse("none")).isEqualTo(Normalization.NONE);
    assertThat(Normalization.parse("TF")).isEqualTo(Normalization.TF);
    assertThat(Normalization.parse("caffe").order()).isEqualTo(ChannelOrder.BGR);
    assertThat(Normalization.parse("torch").mean()).containsExactly(123.675f, 116.28f, 103.53f);
  }

  @Test
  void threeNumbersAreMeans() {
    Normalization parsed = Normalization.parse("bgr:104,117,123");
    assertThat(parsed)
        .isEqualTo(
            new Normalization(ChannelOrder.BGR, List.of(104f, 117f, 123f), List.of(1f, 1f, 1f)));
  }

  @Test
  void sixNumbersAreMeansAndDeviations() {
    Normalization parsed = Normalization.parse("RGB:1,2,3, 4,5,6");
    assertThat(parsed)
        .isEqualTo(new Normalization(ChannelOrder.RGB, List.of(1f, 2f, 3f), List.of(4f, 5f, 6f)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "imagenet",
        "rgb",
        "rgb:",
        "rgb:1,2",
        "rgb:1,2,3,4",
        "rgb:1,2,3,4,5,6,7",
        "rgb:a,b,c",
        "xyz:1,2,3",
        "rgb:1,2,3,4,5,0"
      })
  void anythingElseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> Normalization.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a preprocessing of none, unit, imagenet-tf")
        .hasMessageContaining("found '" + text + "'");
  }
}
