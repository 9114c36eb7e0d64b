package io.github.gradcam.model.keras;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The families of Keras' own networks, and what each wants done with pixels. */
enum Backbone {
  /** Inception and ResNet in one; before the others, whose names it holds. */
  INCEPTION_RESNET("inception_?resnet.*", "conv_7b_ac", "imagenet-tf"),
  /** ResNet V2. */
  RESNET_V2("resnet\\d+_?v2.*", "post_relu", "imagenet-tf"),
  /** ResNet. */
  RESNET("resnet(50|101|152).*", "conv5_block3_out", "imagenet-caffe"),
  /** VGG. */
  VGG("vgg(16|19).*", "block5_conv3", "imagenet-caffe"),
  /** DenseNet. */
  DENSENET("densenet(121|169|201).*", "conv5_block16_concat", "imagenet-torch"),
  /** MobileNet V3, which scales by itself. */
  MOBILENET_V3("mobilenet_?v3.*", "expanded_conv/project", "none"),
  /** MobileNet V2. */
  MOBILENET_V2("mobilenet_?v2.*", "block_16_project_BN", "imagenet-tf"),
  /** MobileNet. */
  MOBILENET("mobilenet(_?\\d.*)?", "conv_pw_13_relu", "imagenet-tf"),
  /** Inception V3. */
  INCEPTION("inception_?v3.*", "mixed10", "imagenet-tf"),
  /** Xception. */
  XCEPTION("xception.*", "block14_sepconv2_act", "imagenet-tf"),
  /** NASNet. */
  NASNET("nasnet.*", "normal_conv_1_0", "imagenet-tf"),
  /** EfficientNet, which scales by itself. */
  EFFICIENTNET("efficientnet.*", "stem_conv_pad", "none"),
  /** ConvNeXt, which scales by itself. */
  CONVNEXT("convnext.*", "convnext_tiny_stem", "none");

  private final Pattern name;
  private final String layer;
  private final String preprocessing;

  Backbone(String name, String layer, String preprocessing) {
    this.name = Pattern.compile(name);
    this.layer = layer;
    this.preprocessing = preprocessing;
  }

  /** What the first family that the model or one in it belongs to wants; null for none. */
  static @Nullable String preprocessing(ModelConfig model) {
    for (Backbone family : values()) {
      if (family.isIn(model)) {
        return family.preprocessing;
      }
    }
    return null;
  }

  /** By the model's name, or by a layer's that no other family has. */
  private boolean isIn(ModelConfig model) {
    return name.matcher(model.self().name().toLowerCase(Locale.ROOT)).matches()
        || model.layers().stream()
            .anyMatch(
                inner ->
                    inner.name().equals(layer)
                        || (inner.isModel() && isIn(ModelConfig.of(inner, inner.path()))));
  }
}
