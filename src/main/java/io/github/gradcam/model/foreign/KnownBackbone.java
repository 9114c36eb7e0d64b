package io.github.gradcam.model.foreign;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The networks of keras.applications and TF-Slim, known by names that their layers have wherever
 * they are nested, and what each was trained on.
 */
enum KnownBackbone {
  MOBILENET_V2(
      "MobileNetV2", "(expanded_conv_project|block_16_project|mobilenetv2/.*)", "imagenet-tf"),
  MOBILENET("MobileNet", "(conv_dw_13|mobilenetv1/.*)", "imagenet-tf"),
  XCEPTION("Xception", "(block14_sepconv2|xception_65/.*)", "imagenet-tf"),
  INCEPTION_RESNET_V2(
      "Inception-ResNet V2", "(block35_10_conv|inceptionresnetv2/.*)", "imagenet-tf"),
  INCEPTION_V3("Inception V3", "(mixed10|inceptionv3/.*)", "imagenet-tf"),
  RESNET_V2("ResNet V2", "(conv5_block3_preact_bn|resnet_v2_.*)", "imagenet-tf"),
  RESNET("ResNet", "(conv5_block3_3_conv|res5c_branch2c)", "imagenet-caffe"),
  DENSENET("DenseNet", "conv5_block16_concat", "imagenet-torch"),
  VGG("VGG", "block5_conv3", "imagenet-caffe"),
  SLIM(
      "TF-Slim ResNet V1 or VGG", "(resnet_v1_.*|vgg_16/.*|vgg_19/.*)", "rgb:123.68,116.78,103.94"),
  NASNET("NASNet", "normal_conv_1_.*", "imagenet-tf");

  private final String title;
  private final Pattern layer;
  private final String preprocess;

  KnownBackbone(String title, String layer, String preprocess) {
    this.title = title;
    this.layer = Pattern.compile("(?:.*/)?" + layer + "(?:/.*)?");
    this.preprocess = preprocess;
  }

  /** The one whose layers are among those named. */
  static Optional<KnownBackbone> of(Collection<String> layers) {
    return Arrays.stream(values())
        .filter(
            known ->
                layers.stream()
                    .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                    .anyMatch(name -> known.layer.matcher(name).matches()))
        .findFirst();
  }

  /** What people call it. */
  String title() {
    return title;
  }

  /** What it was trained on, as {@code --preprocess} says it. */
  String preprocess() {
    return preprocess;
  }
}
