package io.github.gradcam.model.foreign;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterAllocateTensors;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelCreateFromFile;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorByteSize;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyFromBuffer;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorCopyToBuffer;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorQuantizationParams;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorType;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteUInt8;

import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteModel;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** TensorFlow Lite files computed by TensorFlow Lite. */
final class TfliteRuntime implements AutoCloseable {

  private final TfLiteModel model;
  private final TfLiteInterpreter interpreter;

  TfliteRuntime(Path file) {
    model = TfLiteModelCreateFromFile(file.toString());
    interpreter = TfLiteInterpreterCreate(model, null);
    check(interpreter == null ? -1 : TfLiteInterpreterAllocateTensors(interpreter));
  }

  private static void check(int status) {
    if (status != 0) {
      throw new IllegalStateException("TensorFlow Lite refused the network: " + status);
    }
  }

  /** The first output for floats. */
  float[] answer(float... values) {
    try (FloatPointer input = new FloatPointer(values)) {
      return answer(input, (long) values.length * Float.BYTES);
    }
  }

  /** The first output for bytes. */
  float[] answer(byte... values) {
    try (BytePointer input = new BytePointer(values)) {
      return answer(input, values.length);
    }
  }

  private float[] answer(Pointer input, long bytes) {
    TfLiteTensor images = TfLiteInterpreterGetInputTensor(interpreter, 0);
    check(TfLiteTensorCopyFromBuffer(images, input, bytes));
    check(TfLiteInterpreterInvoke(interpreter));
    TfLiteTensor output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
    long size = TfLiteTensorByteSize(output);
    if (TfLiteTensorType(output) == kTfLiteFloat32) {
      float[] answer = new float[(int) size / Float.BYTES];
      try (FloatPointer values = new FloatPointer(answer.length)) {
        check(TfLiteTensorCopyToBuffer(output, values, size));
        values.get(answer);
      }
      return answer;
    }
    if (TfLiteTensorType(output) != kTfLiteUInt8) {
      throw new IllegalStateException("Expected bytes, found type " + TfLiteTensorType(output));
    }
    byte[] answer = new byte[(int) size];
    try (BytePointer values = new BytePointer(size)) {
      check(TfLiteTensorCopyToBuffer(output, values, size));
      values.get(answer);
    }
    float[] real = new float[answer.length];
    float scale = TfLiteTensorQuantizationParams(output).scale();
    int zero = TfLiteTensorQuantizationParams(output).zero_point();
    for (int i = 0; i < real.length; i++) {
      real[i] = scale * (Byte.toUnsignedInt(answer[i]) - zero);
    }
    return real;
  }

  @Override
  public void close() {
    TfLiteInterpreterDelete(interpreter);
    TfLiteModelDelete(model);
  }
}
