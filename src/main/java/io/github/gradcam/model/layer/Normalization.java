package io.github.gradcam.model.layer;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a network wants done with pixels of 0..255 before it takes them: (x - mean) / deviation in
 * each channel.
 *
 * @param order of the channels, which mean and deviation follow
 * @param mean three values, in the order of the channels
 * @param deviation three values, none 0
 */
public record Normalization(ChannelOrder order, List<Float> mean, List<Float> deviation) {

  /** Pixels as they are. */
  public static final Normalization NONE = of(ChannelOrder.RGB, 0, 0, 0, 1, 1, 1);

  /** 0..1. */
  public static final Normalization UNIT = of(ChannelOrder.RGB, 0, 0, 0, 255, 255, 255);

  /** -1..1, as TensorFlow's own networks take them. */
  public static final Normalization TF =
      of(ChannelOrder.RGB, 127.5, 127.5, 127.5, 127.5, 127.5, 127.5);

  /** BGR minus ImageNet's mean, as Caffe's networks take them. */
  public static final Normalization CAFFE = of(ChannelOrder.BGR, 103.939, 116.779, 123.68, 1, 1, 1);

  /** ImageNet's mean and deviation, as PyTorch's networks take them. */
  public static final Normalization TORCH =
      of(ChannelOrder.RGB, 123.675, 116.28, 103.53, 58.395, 57.12, 57.375);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are not three each, or a deviation is 0
   */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != 3 || deviation.size() != 3 || deviation.contains(0f)) {
      throw new IllegalArgumentException(
          "Expected three means and three deviations other than 0, found %s and %s"
              .formatted(mean, deviation));
    }
  }

  /**
   * Reads a name or the numbers.
   *
   * @param text {@code none}, {@code unit}, {@code imagenet-tf}, {@code imagenet-caffe}, {@code
   *     imagenet-torch}; Caffe's (x - mean) * scale with one number or three, such as {@code
   *     scale:0.0078,mean:127.5}, and {@code order:bgr} if need be; or an order with three means
   *     and optionally three deviations, such as {@code bgr:104,117,123} or {@code
   *     rgb:128,128,128,128,128,128}
   * @return the normalization
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Normalization parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "none" -> NONE;
      case "unit" -> UNIT;
      case "imagenet-tf", "tf" -> TF;
      case "imagenet-caffe", "caffe" -> CAFFE;
      case "imagenet-torch", "torch" -> TORCH;
      default -> parseNumbers(lower);
    };
  }

  /**
   * {@return the colour that becomes zero, or is nearest to it: red, green and blue, one byte each}
   */
  public byte[] neutralColour() {
    byte[] colour = new byte[3];
    for (int i = 0; i < 3; i++) {
      int channel = order == ChannelOrder.BGR ? 2 - i : i;
      colour[channel] = (byte) Math.round(Math.min(255, Math.max(0, mean.get(i))));
    }
    return colour;
  }

  /**
   * Writes the numbers as {@link #parse} reads them.
   *
   * @return such as {@code rgb:127.5,127.5,127.5,127.5,127.5,127.5}
   */
  public String text() {
    String numbers =
        Stream.concat(mean.stream(), deviation.stream())
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return order.name().toLowerCase(Locale.ROOT) + ":" + numbers;
  }

  private static Normalization parseNumbers(String text) {
    try {
      String[] parts = text.split(":", 2);
      return List.of("scale", "mean", "order").contains(parts[0])
          ? parseScale(text)
          : parseOrder(ChannelOrder.valueOf(parts[0].toUpperCase(Locale.ROOT)), numbers(parts[1]));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "Expected a preprocessing of none, unit, imagenet-tf, imagenet-caffe, imagenet-torch, scale:S,mean:M or such as bgr:104,117,123, found '%s'"
              .formatted(text),
          e);
    }
  }

  private static Normalization parseOrder(ChannelOrder order, List<Float> numbers) {
    List<Float> deviation =
        numbers.size() == 3 ? List.of(1f, 1f, 1f) : numbers.subList(3, numbers.size());
    return new Normalization(order, numbers.subList(0, 3), deviation);
  }

  /** {@code key:value,value,...} groups: a value belongs to the key before it. */
  private static Normalization parseScale(String text) {
    ChannelOrder order = ChannelOrder.RGB;
    List<Float> scale = List.of(1f);
    List<Float> mean = List.of(0f);
    for (String group : text.split(",(?=[a-z])", -1)) {
      String[] parts = group.split(":", 2);
      switch (parts[0]) {
        case "scale" -> scale = numbers(parts[1]);
        case "mean" -> mean = numbers(parts[1]);
        case "order" -> order = ChannelOrder.valueOf(parts[1].toUpperCase(Locale.ROOT));
        default -> throw new IllegalArgumentException("Unknown key " + parts[0]);
      }
    }
    return new Normalization(
        order, three(mean), three(scale).stream().map(factor -> 1 / factor).toList());
  }

  private static List<Float> three(List<Float> numbers) {
    return numbers.size() == 1 ? Collections.nCopies(3, numbers.get(0)) : numbers;
  }

  private static List<Float> numbers(String text) {
    return Arrays.stream(text.split(",", -1)).map(Float::valueOf).toList();
  }

  private static Normalization of(ChannelOrder order, double... numbers) {
    List<Float> all = Arrays.stream(numbers).mapToObj(number -> (float) number).toList();
    return new Normalization(order, all.subList(0, 3), all.subList(3, 6));
  }
}
