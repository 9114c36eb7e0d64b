package io.github.gradcam.image;

import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Loads the parts of OpenCV that are used: core, image processing and image files. */
final class OpenCv {

  private static final String EXTENSION = "platform.extension";

  static {
    loadWithoutGpuLibraries();
    // The parallelism is our own: one picture a thread.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Does nothing but have this class initialised. */
  static void load() {}

  /** The search for CUDA's libraries, none of which are shipped, would take half a second. */
  private static void loadWithoutGpuLibraries() {
    Properties properties = Loader.loadProperties();
    boolean chosen = properties.containsKey(EXTENSION);
    if (!chosen) {
      properties.setProperty(EXTENSION, "");
    }
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    if (!chosen) {
      properties.remove(EXTENSION);
    }
  }
}
