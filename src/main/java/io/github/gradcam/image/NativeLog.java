package io.github.gradcam.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.ErrorCallback;

/**
 * What OpenCV itself prints on the standard error. Failures reach the caller as exceptions whether
 * it prints or not. The environment variable {@code OPENCV_LOG_LEVEL} is the same switch.
 */
public final class NativeLog {

  /** {@code cv::utils::logging::setLogLevel(LogLevel)}, which JavaCV leaves out. */
  private static final String SET_LOG_LEVEL = "_ZN2cv5utils7logging11setLogLevelENS1_8LogLevelE";

  private static final int SILENT = 0;
  private static final int INFO = 4;

  private NativeLog() {}

  /** Prints nothing from now on. */
  public static void silence() {
    setLevel(SILENT);
  }

  /** Prints errors, warnings and information. */
  public static void verbose() {
    setLevel(INFO);
  }

  private static void setLevel(int level) {
    OpenCv.load();
    try (Pointer function = Loader.addressof(SET_LOG_LEVEL)) {
      if (function == null || function.isNull()) {
        return; // names are made up differently where the compiler is Microsoft's
      }
      try (PointerPointer<Pointer> slot = new PointerPointer<>(1)) {
        // A function of one integer may be called as one of more: the others are not looked at.
        slot.put(0, function);
        new ErrorCallback(slot).call(level, nothing(), nothing(), nothing(), 0, null);
      }
    }
  }

  private static BytePointer nothing() {
    return new BytePointer((Pointer) null);
  }
}
