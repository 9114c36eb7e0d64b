package io.github.gradcam.model.foreign;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The networks of keras.applications and TF-Slim that do not scale pixels themselves, known by
 * their own name or by that of a layer that no other has, wherever they are nested; and what each
 * was trained on.
 */
enum KnownBackbone {
  INCEPTION_RESNET_V2("Inception-ResNet V2", "inception_?resnet.*|conv_7b_ac", "imagenet-tf"),
  RESNET_V2(
      "ResNet V2", "resnet\\d+_?v2.*|resnet_v2_.*|post_relu|conv5_block3_preact_bn", "imagenet-tf"),
  SLIM("TF-Slim's ResNet or VGG", "resnet_v1_.*|vgg_1[69]", "rgb:123.68,116.78,103.94"),
  RESNET(
      "ResNet", "resnet(50|101|152).*|conv5_block3_(out|3_conv)|res5c_branch2c", "imagenet-caffe"),
  VGG("VGG", "vgg1[69].*|block5_conv3", "imagenet-caffe"),
  DENSENET("DenseNet", "densenet\\d+.*|conv5_block16_concat", "imagenet-torch"),
  MOBILENET_V2("MobileNetV2", "mobilenet_?v2.*|block_16_project(_bn)?", "imagenet-tf"),
  MOBILENET("MobileNet", "mobilenet(v1|_?\\d.*)?|conv_[dp]w_13(_relu)?", "imagenet-tf"),
  INCEPTION_V3("Inception V3", "inception_?v3.*|mixed10", "imagenet-tf"),
  XCEPTION("Xception", "xception.*|block14_sepconv2(_act)?", "imagenet-tf"),
  NASNET("NASNet", "nasnet.*|normal_conv_1_\\d+", "imagenet-tf");

  private final String title;
  private final Pattern word;
  private final String preprocess;

  KnownBackbone(String title, String word, String preprocess) {
    this.title = title;
    this.word = Pattern.compile(word);
    this.preprocess = preprocess;
  }

  /** The one of which layers have the names. */
  static Optional<KnownBackbone> of(Collection<String> layers) {
    List<String> words =
        layers.stream()
            .flatMap(name -> Arrays.stream(name.toLowerCase(Locale.ROOT).split("/", -1)))
            .distinct()
            .toList();
    return Arrays.stream(values())
        .filter(known -> words.stream().anyMatch(name -> known.word.matcher(name).matches()))
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
