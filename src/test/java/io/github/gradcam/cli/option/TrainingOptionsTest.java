package io.github.gradcam.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.beust.jcommander.JCommander;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.TrainingPlan;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The size of crops: that of the paddings which strided layers give the finished network's input.
 */
class TrainingOptionsTest {

  private static final List<String> LABELS = List.of("sea", "street");

  private static TrainingPlan plan(String... words) {
    TrainingOptions options = new TrainingOptions();
    JCommander.newBuilder().addObject(options).build().parse(words);
    return options.plan(LABELS, 0, null);
  }

  @ParameterizedTest
  @CsvSource({"150,118", "224,160", "96,64", "32,32", "48,48"})
  void cropsAreAboutThreeQuartersOfTheInputLessByAMultipleOfTheStrides(int input, int crop) {
    TrainingPlan plan = plan("--input-size", String.valueOf(input));
    assertThat(plan.cropSize()).isEqualTo(crop);
    assertThat(TrainingOptions.doubt(plan)).isEmpty();
  }

  @Test
  void cropsThatArePaddedOtherwiseAreNamedWithTheNextSizeThatIsNot() {
    assertThat(TrainingOptions.doubt(plan("--crop-size", "112")))
        .hasValue(
            "Strided layers pad crops of 112 px otherwise than the input of 150 px, which costs accuracy; --crop-size 118 is padded alike");
    assertThat(TrainingOptions.doubt(plan("--crop-size", "150"))).isEmpty();
  }

  /** The first places of the second stage see 48 pixels to the right and below. */
  @ParameterizedTest
  @CsvSource({"118,true", "112,false"})
  void cornerOfAnImageGivesTheSameActivationsInACropThatIsPaddedAlike(int crop, boolean same) {
    byte[] whole = new byte[150 * 150 * 3];
    new Random(1).nextBytes(whole);
    byte[] part = new byte[crop * crop * 3];
    for (int y = 0; y < crop; y++) {
      System.arraycopy(whole, y * 150 * 3, part, y * crop * 3, crop * 3);
    }
    float[] wanted = corner(150, whole);
    float[] found = corner(crop, part);
    double largest = 0;
    for (int k = 0; k < wanted.length; k++) {
      largest = Math.max(largest, Math.abs(wanted[k] - (double) found[k]));
    }
    if (same) {
      assertThat(largest).isCloseTo(0, within(1e-4));
    } else {
      assertThat(largest).isGreaterThan(0.1);
    }
  }

  private static float[] corner(int size, byte[] pixels) {
    ModelCard card = ModelCard.unsaved("scenes", LABELS, size);
    try (Classifier network = Classifier.untrained(card, Precision.FLOAT32, 3);
        TUint8 images = network.images(pixels, 1);
        Result result =
            network
                .session()
                .runner()
                .feed(network.images(), images)
                .fetch(
                    network
                        .graph()
                        .operationOrThrow(network.layer("re_lu_8").op())
                        .<TFloat32>output(0))
                .run()) {
      TFloat32 maps = (TFloat32) result.get(0);
      float[] corner = new float[(int) maps.shape().get(3)];
      for (int k = 0; k < corner.length; k++) {
        corner[k] = maps.getFloat(0, 0, 0, k);
      }
      return corner;
    }
  }
}
