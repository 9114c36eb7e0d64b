package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.Output;

/**
 * Feature maps made larger or smaller. What becomes of one axis is a product with a constant
 * matrix, whatever the interpolation; bilinear resizing that TensorFlow knows, and nearest
 * neighbours, are ops of their own.
 */
final class ResizedMaps {

  private ResizedMaps() {}

  /** How one axis is resized. */
  private record Axis(int axis, int from, int to, double scale) {}

  static Value resize(OnnxNode node) {
    Computed x = node.ordered(0);
    int rank = x.rank();
    boolean upsample = node.type().equals("Upsample");
    boolean old = upsample || node.opset() < 11;
    String mode = node.word("mode", "nearest");
    String place = old ? "asymmetric" : node.word("coordinate_transformation_mode", "half_pixel");
    if (place.equals("tf_crop_and_resize")) {
      throw node.problem("whole feature maps resized, found tf_crop_and_resize");
    }
    if (!node.word("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
      throw node.problem("sides stretched as asked for, found keep_aspect_ratio_policy");
    }
    List<Axis> axes = axes(node, x, old, upsample);
    Kernel kernel = Kernel.of(node, mode, place, old);
    GraphWriter writer = node.writer();
    Output<?> made = x.output();
    if (isBilinear(x, axes, kernel)) {
      int[] sides = {side(axes, 2, x), side(axes, 3, x)};
      made =
          writer
              .op("ResizeBilinear", made, writer.ints(sides))
              .attr("align_corners", place.equals("align_corners"))
              .attr("half_pixel_centers", place.endsWith("half_pixel"))
              .get();
    } else {
      List<Dimension> sizes = new ArrayList<>(Orders.inMemory(x.shape(), x.order()));
      for (Axis axis : axes) {
        int at = x.memoryAxis(axis.axis());
        made = resized(node, made, sizes, at, axis, kernel);
        sizes.set(at, Dimension.of(axis.to()));
      }
    }
    List<Dimension> shape = new ArrayList<>(x.shape());
    axes.forEach(axis -> shape.set(axis.axis(), Dimension.of(axis.to())));
    boolean maps = rank == 4 && x.order().equals(Orders.channelsLast(4));
    return new Computed(made, List.copyOf(shape), x.order(), maps, List.of());
  }

  private static int side(List<Axis> axes, int axis, Value x) {
    return axes.stream()
        .filter(each -> each.axis() == axis)
        .map(Axis::to)
        .findFirst()
        .orElseGet(() -> Math.toIntExact(x.size(axis).factor()));
  }

  /** Whether TensorFlow's own op does it: rows and columns, scaled by what their sizes say. */
  private static boolean isBilinear(Computed x, List<Axis> axes, Kernel kernel) {
    return x.rank() == 4
        && x.order().equals(Orders.channelsLast(4))
        && kernel.plainLinear()
        && axes.stream()
            .allMatch(
                axis ->
                    axis.axis() > 1 && axis.to() > 1 && axis.scale() * axis.from() == axis.to());
  }

  private static List<Axis> axes(OnnxNode node, Computed x, boolean old, boolean upsample) {
    int rank = x.rank();
    int scaleInput = old ? 1 : 2;
    Optional<float[]> scales =
        node.has(scaleInput)
            ? Optional.of(node.known(scaleInput, "scales").floats()).filter(all -> all.length > 0)
            : node.reals("scales");
    Optional<long[]> sizes =
        !upsample && node.has(3)
            ? Optional.of(sizes(node, 3)).filter(all -> all.length > 0)
            : Optional.empty();
    int count = sizes.map(all -> all.length).or(() -> scales.map(all -> all.length)).orElse(0);
    long[] said = node.integers("axes").orElseGet(() -> LongStream.range(0, count).toArray());
    if (count == 0 || said.length != count) {
      throw node.problem("scales or sizes for %d axes, found %d".formatted(rank, count));
    }
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int axis = node.axis(said[i], rank);
      Dimension size = x.size(axis);
      if (!size.isKnown()) {
        boolean same =
            sizes.isPresent()
                ? sizes.get()[i] == -1 || sizes.get()[i] == node.fixedBatch()
                : scales.orElseThrow()[i] == 1;
        if (!same) {
          throw node.problem("images resized, found a resized batch");
        }
        continue;
      }
      int from = Math.toIntExact(size.factor());
      double scale =
          sizes.isPresent() ? (double) sizes.get()[i] / from : (double) scales.orElseThrow()[i];
      double to = sizes.isPresent() ? sizes.get()[i] : Math.floor(from * scale);
      if (to < 1 || to > 1 << 16) {
        throw node.problem("sizes of 1 to 65536, found %.0f".formatted(to));
      }
      if (to != from || scale != 1) {
        axes.add(new Axis(axis, from, (int) to, scale));
      }
    }
    return axes;
  }

  /** Sizes; -1 for one that is a multiple of the batch. */
  private static long[] sizes(OnnxNode node, int input) {
    return node.dimensions(input).stream()
        .mapToLong(size -> size.isKnown() ? size.factor() : -1)
        .toArray();
  }

  private static Output<?> resized(
      OnnxNode node, Output<?> x, List<Dimension> sizes, int at, Axis axis, Kernel kernel) {
    GraphWriter writer = node.writer();
    if (kernel.isNearest()) {
      int[] places = new int[axis.to()];
      for (int i = 0; i < places.length; i++) {
        places[i] = kernel.nearest(i, axis.from(), axis.to(), axis.scale());
      }
      return writer.op("GatherV2", x, writer.ints(places), writer.scalar(at)).get();
    }
    KnownTensor matrix = kernel.matrix(axis.from(), axis.to(), axis.scale());
    Dimension before = Dimension.product(sizes.subList(0, at));
    Dimension behind = Dimension.product(sizes.subList(at + 1, sizes.size()));
    Output<?> flat = writer.reshaped(x, List.of(before, Dimension.of(axis.from()), behind));
    Output<?> made = writer.op("BatchMatMulV2", writer.constant(matrix), flat).get();
    List<Dimension> after = new ArrayList<>(sizes);
    after.set(at, Dimension.of(axis.to()));
    return writer.reshaped(made, after);
  }

  /**
   * How values at other places are made.
   *
   * @param mode nearest, linear or cubic
   * @param place where a value of the result stands among those given
   * @param rounding how halves are rounded
   * @param cubic the parameter of the cubic, often -0.75
   * @param excluding whether weights beyond the edge go to the others
   * @param antialias whether the kernel is wider where maps become smaller
   */
  private record Kernel(
      String mode,
      String place,
      String rounding,
      double cubic,
      boolean excluding,
      boolean antialias) {

    static Kernel of(OnnxNode node, String mode, String place, boolean old) {
      String known = mode.equals("bilinear") ? "linear" : mode;
      if (!List.of("nearest", "linear", "cubic").contains(known)) {
        throw node.problem("a mode of nearest, linear or cubic, found " + mode);
      }
      return new Kernel(
          known,
          place,
          old ? "floor" : node.word("nearest_mode", "round_prefer_floor"),
          node.real("cubic_coeff_a", -0.75),
          node.integer("exclude_outside", 0) != 0,
          node.integer("antialias", 0) != 0);
    }

    boolean isNearest() {
      return mode.equals("nearest");
    }

    boolean plainLinear() {
      return mode.equals("linear")
          && !antialias
          && !excluding
          && List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")
              .contains(place);
    }

    /** Where the i-th of the result stands among the values given. */
    private double original(int i, int from, int to, double scale) {
      return switch (place) {
        case "align_corners" -> to == 1 ? 0 : (double) i * (from - 1) / (to - 1);
        case "asymmetric" -> i / scale;
        case "pytorch_half_pixel" -> to > 1 ? (i + 0.5) / scale - 0.5 : 0;
        case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
        case "half_pixel_symmetric" -> {
          double adjustment = to / (scale * from);
          double center = from / 2.0;
          yield center * (1 - adjustment) + (i + 0.5) / scale - 0.5;
        }
        default -> (i + 0.5) / scale - 0.5;
      };
    }

    int nearest(int i, int from, int to, double scale) {
      double x = original(i, from, to, scale);
      double rounded =
          switch (rounding) {
            case "floor" -> Math.floor(x);
            case "ceil" -> Math.ceil(x);
            case "round_prefer_ceil" -> Math.floor(x + 0.5);
            default -> Math.ceil(x - 0.5);
          };
      return (int) Math.max(0, Math.min(from - 1, rounded));
    }

    /** [to, from]: how much of each value given goes into each of the result. */
    KnownTensor matrix(int from, int to, double scale) {
      float[] matrix = new float[Math.toIntExact(KnownTensor.elements(to, from))];
      double stretch = antialias && scale < 1 ? scale : 1;
      double reach = (mode.equals("cubic") ? 2 : 1) / stretch;
      for (int i = 0; i < to; i++) {
        double x = original(i, from, to, scale);
        int first = (int) Math.floor(x - reach) + 1;
        int last = (int) Math.ceil(x + reach) - 1;
        double[] weights = new double[Math.max(1, last - first + 1)];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
          boolean outside = first + j < 0 || first + j >= from;
          weights[j] = excluding && outside ? 0 : weight((x - first - j) * stretch);
          sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
          int at = Math.max(0, Math.min(from - 1, first + j));
          matrix[i * from + at] += (float) (weights[j] / sum);
        }
      }
      return KnownTensor.floats(matrix, to, from);
    }

    private double weight(double distance) {
      double x = Math.abs(distance);
      if (mode.equals("linear")) {
        return Math.max(0, 1 - x);
      } else if (x < 1) {
        return ((cubic + 2) * x - (cubic + 3)) * x * x + 1;
      }
      return x < 2 ? ((cubic * x - 5 * cubic) * x + 8 * cubic) * x - 4 * cubic : 0;
    }
  }
}
