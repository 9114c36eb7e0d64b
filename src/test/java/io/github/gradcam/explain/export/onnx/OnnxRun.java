package io.github.gradcam.explain.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** A network computed by ONNX Runtime. */
final class OnnxRun {

  /** What an output gives, as floats. */
  @SuppressWarnings("ArrayRecordComponent") // read by tests, never compared
  record Answer(long[] shape, float[] values) {}

  private OnnxRun() {}

  /** The largest; without end where there are not as many, or what is no number. */
  static float difference(float[] found, float[] expected) {
    float most = found.length == expected.length ? 0 : Float.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(found.length, expected.length); i++) {
      float here = Math.abs(found[i] - expected[i]);
      most = here <= most ? most : Float.isNaN(here) ? Float.POSITIVE_INFINITY : here;
    }
    return most;
  }

  /**
   * Every output.
   *
   * @param images [N, h, w, C], which the network takes with the channels first
   * @param asked the classes to explain; null for a network that explains nothing
   */
  static Map<String, Answer> of(ModelProto model, float[] images, long[] shape, int[] asked)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] first = {shape[0], shape[3], shape[1], shape[2]};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model.toByteArray(), options);
          OnnxTensor fed =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(channelsFirst(images, shape)), first);
          OnnxTensor classes =
              OnnxTensor.createTensor(
                  environment,
                  IntBuffer.wrap(asked == null ? new int[1] : asked),
                  new long[] {asked == null ? 1 : asked.length})) {
        Map<String, OnnxTensor> inputs = new HashMap<>(Map.of("images", fed));
        if (asked != null) {
          inputs.put(OnnxExport.CLASS_INDEX, classes);
        }
        Map<String, Answer> answers = new HashMap<>();
        try (OrtSession.Result result = session.run(inputs)) {
          for (Map.Entry<String, OnnxValue> each : result) {
            answers.put(each.getKey(), answer((OnnxTensor) each.getValue()));
          }
        }
        return answers;
      }
    }
  }

  private static Answer answer(OnnxTensor tensor) {
    int count = Math.toIntExact(tensor.getInfo().getNumElements());
    float[] values = new float[count];
    switch (tensor.getInfo().type) {
      case FLOAT -> tensor.getFloatBuffer().get(values);
      case INT32 -> fill(values, tensor.getIntBuffer()::get);
      case INT64 -> fill(values, tensor.getLongBuffer()::get);
      default -> fill(values, tensor.getByteBuffer()::get);
    }
    return new Answer(tensor.getInfo().getShape(), values);
  }

  private static void fill(float[] values, IntToLongFunction from) {
    for (int i = 0; i < values.length; i++) {
      values[i] = from.applyAsLong(i);
    }
  }

  private static float[] channelsFirst(float[] images, long[] shape) {
    float[] first = new float[images.length];
    int places = (int) (shape[1] * shape[2]);
    int channels = (int) shape[3];
    for (int n = 0; n < shape[0]; n++) {
      for (int i = 0; i < places; i++) {
        for (int c = 0; c < channels; c++) {
          first[(n * channels + c) * places + i] = images[(n * places + i) * channels + c];
        }
      }
    }
    return first;
  }
}
