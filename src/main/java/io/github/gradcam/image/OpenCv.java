package io.github.gradcam.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Loads the parts of OpenCV that are used: core, image processing and image files. */
public final class OpenCv {

  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  /** TensorFlow's GPU build, which is found by its extension only. */
  private static final String GPU_BUILD =
      "org/tensorflow/internal/c_api/linux-x86_64-gpu/libjnitensorflow.so";

  static {
    loadWithoutGpuLibraries();
    // The parallelism is our own: one image a thread.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /** Does nothing but have this class initialised. */
  public static void load() {}

  /**
   * The search for CUDA's libraries, none of which come with this OpenCV, would take half a second;
   * it is repeated with each class, so the setting stays. It holds for all libraries, so that
   * TensorFlow's GPU build has to do without.
   */
  private static void loadWithoutGpuLibraries() {
    if (System.getProperty(EXTENSION) == null
        && OpenCv.class.getClassLoader().getResource(GPU_BUILD) == null) {
      System.setProperty(EXTENSION, "");
      Loader.loadProperties(true);
    }
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
  }
}
