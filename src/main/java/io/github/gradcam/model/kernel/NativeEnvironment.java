package io.github.gradcam.model.kernel;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/**
 * The environment as native libraries see it. Java's own map is a copy from the start of the
 * process: TensorFlow does not see what is put there.
 */
final class NativeEnvironment {

  private static final String TENSORFLOW = "jnitensorflow";
  private static final String LOGGING = "TF_CPP_MIN_LOG_LEVEL";

  /** Functions of the C library; not private, for JNA. */
  interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  /** The same on Windows. */
  interface Ucrt extends Library {
    int _putenv_s(String name, String value);
  }

  private NativeEnvironment() {}

  /** Whether TensorFlow's library is loaded, so that it has read its variables. */
  static boolean tensorFlowIsLoaded() {
    Map<String, String> loaded = Loader.getLoadedLibraries();
    return loaded.keySet().stream().anyMatch(name -> name.contains(TENSORFLOW));
  }

  /**
   * Keeps TensorFlow from printing what it reports besides fatal errors, before it is loaded,
   * unless its variable is set: its failures come as exceptions.
   */
  static void quiet() {
    if (System.getenv(LOGGING) == null && !tensorFlowIsLoaded()) {
      set(LOGGING, "3");
    }
  }

  /**
   * Sets a variable for native libraries.
   *
   * @return whether that was possible
   */
  static boolean set(String name, String value) {
    try {
      return Platform.isWindows()
          ? Native.load("ucrtbase", Ucrt.class)._putenv_s(name, value) == 0
          : Native.load("c", LibC.class).setenv(name, value, 1) == 0;
    } catch (LinkageError e) { // no folder from which native code may be loaded
      return false;
    }
  }
}
