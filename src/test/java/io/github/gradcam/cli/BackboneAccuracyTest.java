package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradcam.Shared;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Teaches the Intel scenes to a MobileNetV2 that has learned ImageNet. */
@Tag("slow")
class BackboneAccuracyTest {

  @TempDir Path folder;

  @Test
  void mobileNetKnowsMoreThanNinetyTwoOfAHundredScenes() throws IOException {
    Path model = Shared.path("models/mobilenet_v2_100_224_f32.pb");
    Path data = Shared.path("data/intel-scenes");
    Run trained =
        Run.of(
            "train",
            "--data",
            data.toString(),
            "--backbone",
            model.toString(),
            "--logits",
            "MobilenetV2/Logits/Squeeze1",
            "--preprocess",
            "rgb:128,128,128,128,128,128",
            "--freeze-until",
            "MobilenetV2/expanded_conv_13",
            "--views",
            "1",
            "--fine-tune-epochs",
            "2",
            "--output",
            folder.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    Path evaluation = folder.resolve("evaluation");
    Run.of(
        "evaluate",
        "--model",
        folder.resolve("saved_model").toString(),
        "--data",
        data.toString(),
        "--output",
        evaluation.toString());
    var json = new ObjectMapper().readTree(evaluation.resolve("evaluation.json").toFile());
    assertThat(json.get("accuracy").asDouble()).isGreaterThan(0.92);
  }
}
