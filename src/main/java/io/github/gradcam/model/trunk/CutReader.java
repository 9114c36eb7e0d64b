package io.github.gradcam.model.trunk;

import io.github.gradcam.model.NetworkRun;
import io.github.gradcam.model.graph.RawValues;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TUint8;

/** Runs a trunk on images and gives what there is at its cuts. */
public final class CutReader {

  private final Trunk trunk;
  private final List<Cut> cuts;
  private final List<? extends Output<?>> outputs;

  /**
   * Prepares a trunk's graph, once.
   *
   * @param trunk that is to stay open
   * @param cuts of the trunk, at least one
   */
  public CutReader(Trunk trunk, List<Cut> cuts) {
    this.trunk = trunk;
    this.cuts = List.copyOf(cuts);
    Ops tf = Ops.create(trunk.graph()).withSubScope("kept");
    this.outputs = cuts.stream().map(cut -> kept(tf, cut)).toList();
  }

  private Output<?> kept(Ops tf, Cut cut) {
    Operand<?> value = trunk.graph().operationOrThrow(cut.op()).output(0);
    return switch (cut.type()) {
      case DT_BFLOAT16 -> tf.dtypes.cast(value, TBfloat16.class).asOutput();
      default -> value.asOutput();
    };
  }

  /**
   * Counts the bytes for one image.
   *
   * @return those of all cuts
   */
  public int recordBytes() {
    return cuts.stream().mapToInt(Cut::bytes).reduce(0, Math::addExact);
  }

  /**
   * Runs the trunk.
   *
   * @param pixels uint8 RGB, [N][height][width][3]
   * @param count N
   * @return for each image the bytes at each cut, in the order of the cuts
   */
  public byte[] read(byte[] pixels, int count) {
    NetworkRun run = trunk.session().runner();
    outputs.forEach(run::fetch);
    byte[] records = new byte[Math.multiplyExact(count, recordBytes())];
    try (TUint8 images = (TUint8) RawValues.tensor(trunk.images(), pixels, count);
        Result result = run.feed(trunk.images(), images).run()) {
      int offset = 0;
      for (int c = 0; c < cuts.size(); c++) {
        Tensor tensor = result.get(c);
        scatter(RawValues.bytes(tensor), cuts.get(c).bytes(), records, offset);
        offset += cuts.get(c).bytes();
      }
    }
    return records;
  }

  private void scatter(byte[] values, int each, byte[] records, int offset) {
    int stride = recordBytes();
    for (int i = 0; i * each < values.length; i++) {
      System.arraycopy(values, i * each, records, i * stride + offset, each);
    }
  }
}
