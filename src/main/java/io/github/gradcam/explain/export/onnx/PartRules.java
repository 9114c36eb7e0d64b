package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The gradients of operators that take a part of a value or put something around it. */
final class PartRules {

  private PartRules() {}

  /** Zeros around the gradient, where nothing was taken. */
  static void slice(BackwardStep step) {
    long[] shape = step.shape(step.input(0));
    long[] starts = step.numbers(1);
    long[] ends = step.numbers(2);
    long[] axes =
        step.inputs() > 3 ? step.numbers(3) : LongStream.range(0, starts.length).toArray();
    boolean gaps = step.inputs() > 4 && Arrays.stream(step.numbers(4)).anyMatch(by -> by != 1);
    if (gaps || axes.length != starts.length || starts.length == 0) {
      throw step.refused("parts with gaps, or that depend on the image");
    }
    long[] pads = new long[2 * shape.length];
    for (int i = 0; i < axes.length; i++) {
      int axis = (int) (axes[i] < 0 ? axes[i] + shape.length : axes[i]);
      long size = shape[axis];
      if (size < 0) {
        throw step.refused("some of the images");
      }
      pads[axis] = within(starts[i], size);
      pads[shape.length + axis] = size - within(ends[i], size);
    }
    NodeWriter writer = step.writer;
    step.give(
        0, writer.add("Pad", List.of(step.gradient, writer.longs(pads)), word("mode", "constant")));
  }

  private static long within(long place, long size) {
    return Math.min(size, Math.max(0, place < 0 ? place + size : place));
  }

  /** The part of the gradient that is not of what was put around. */
  static void pad(BackwardStep step) {
    long[] shape = step.shape(step.input(0));
    long[] pads = step.inputs() > 1 ? step.numbers(1) : step.integers("pads");
    boolean simple =
        step.word("mode", "constant").equals("constant")
            && step.inputs() < 4
            && pads.length == 2 * shape.length
            && Arrays.stream(pads).allMatch(pad -> pad >= 0);
    if (!simple) {
      throw step.refused("values around that are not constant");
    }
    long[] axes =
        LongStream.range(0, shape.length)
            .filter(axis -> pads[(int) axis] + pads[(int) axis + shape.length] > 0)
            .toArray();
    if (Arrays.stream(axes).anyMatch(axis -> shape[(int) axis] < 0)) {
      throw step.refused("images put around others");
    }
    long[] starts = Arrays.stream(axes).map(axis -> pads[(int) axis]).toArray();
    long[] ends = Arrays.stream(axes).map(axis -> pads[(int) axis] + shape[(int) axis]).toArray();
    NodeWriter writer = step.writer;
    step.give(
        0,
        axes.length == 0
            ? step.gradient
            : writer.add(
                "Slice",
                List.of(
                    step.gradient, writer.longs(starts), writer.longs(ends), writer.longs(axes))));
  }
}
