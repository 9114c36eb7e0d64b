package io.github.gradcam.model.kernel;

/** A network needs kernels that are wrong on this processor. */
public final class KernelException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  KernelException(String message) {
    super(message);
  }
}
