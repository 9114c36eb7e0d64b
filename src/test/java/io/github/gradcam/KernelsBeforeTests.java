package io.github.gradcam;

import io.github.gradcam.model.kernel.KernelRuntime;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Settles the kernels before a test loads TensorFlow by itself: on some processors some are wrong.
 */
public final class KernelsBeforeTests implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    KernelRuntime.settle();
  }
}
