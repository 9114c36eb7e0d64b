package io.github.gradcam.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeDevicesTest {

  private static List<FoundDevice> list() {
    return NativeDevices.list(new DeviceNames(new LocalHost()));
  }

  @Test
  void theProcessorIsFoundFirst() {
    List<FoundDevice> found = list();
    assertThat(found.get(0).device()).isEqualTo(Device.CPU);
    assertThat(found.get(0).name()).isNotBlank();
  }

  @Test
  void listingHoldsNoNativeMemory() {
    list();
    long before = org.bytedeco.javacpp.Pointer.totalCount();
    for (int i = 0; i < 20; i++) {
      list();
    }
    assertThat(org.bytedeco.javacpp.Pointer.totalCount()).isEqualTo(before);
  }

  @Test
  void classifiersLoadAfterAndBeforeListing() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b"), 32);
    list();
    try (Classifier classifier = Classifier.untrained(card, Precision.FLOAT32, 1)) {
      list();
      assertThat(classifier.probabilities(new byte[32 * 32 * 3], 1)[0]).hasSize(2);
    }
  }
}
