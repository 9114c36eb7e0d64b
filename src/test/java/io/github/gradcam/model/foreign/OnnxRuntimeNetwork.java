package io.github.gradcam.model.foreign;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** ONNX files computed by ONNX Runtime. */
final class OnnxRuntimeNetwork {

  private OnnxRuntimeNetwork() {}

  /** The first output for one image, which is given with its channels last. */
  static float[] answer(Path file, String output, float[] image, int size) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(2);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession session = environment.createSession(file.toString(), options)) {
        String input = session.getInputNames().iterator().next();
        float[] first = new float[image.length];
        int places = size * size;
        for (int i = 0; i < places; i++) {
          for (int c = 0; c < 3; c++) {
            first[c * places + i] = image[3 * i + c];
          }
        }
        long[] shape = {1, 3, size, size};
        try (OnnxTensor fed = OnnxTensor.createTensor(environment, FloatBuffer.wrap(first), shape);
            OrtSession.Result result = session.run(Map.of(input, fed))) {
          OnnxTensor answer = (OnnxTensor) result.get(output).orElseThrow();
          FloatBuffer values = answer.getFloatBuffer();
          float[] copy = new float[values.remaining()];
          values.get(copy);
          return copy;
        }
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
