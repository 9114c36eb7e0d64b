package io.github.gradcam.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.ErrorCallback;

/**
 * What native libraries print on the standard error, past Java. Some of TensorFlow's graph
 * optimizers, libpng and libjpeg print there whatever their settings say; failures reach the caller
 * as exceptions whether they print or not.
 */
public final class NativeLog {

  private static final int STANDARD_ERROR = 2;

  private NativeLog() {}

  /**
   * Turns the process' own standard error to another open file, for good; Java's {@code System.err}
   * goes there too unless it was set to another stream. Does nothing where the system has no {@code
   * dup2}.
   *
   * @param descriptor of the file that takes what is printed, such as {@code /dev/null}
   */
  public static void redirectTo(int descriptor) {
    OpenCv.load();
    try (Pointer dup2 = Loader.addressof("dup2")) {
      if (dup2 == null || dup2.isNull()) {
        return;
      }
      try (PointerPointer<Pointer> slot = new PointerPointer<>(1)) {
        slot.put(0, dup2);
        // dup2(int, int), called as a function of one integer and more: the rest is not looked at.
        BytePointer none = new IntegerArgument(0);
        new ErrorCallback(slot)
            .call(descriptor, new IntegerArgument(STANDARD_ERROR), none, none, 0, null);
      }
    }
  }

  /** An integer that goes where an address is expected. */
  private static final class IntegerArgument extends BytePointer {
    IntegerArgument(int value) {
      super((Pointer) null);
      address = value;
    }
  }
}
