package io.github.gradcam;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.DeviceMemoryException;
import io.github.gradcam.model.device.DeviceException;
import io.github.gradcam.model.graph.ModelException;

/** Says in one sentence what was expected, what was found and what to do. */
public final class GradcamException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What is at fault. */
  public enum Reason {
    /** The model cannot be read, or is no image classifier. */
    MODEL,
    /** A setting that the model does not allow, such as a layer that it does not have. */
    SETTING,
    /** The image cannot be read. */
    IMAGE,
    /** The device that was asked for is not there. */
    DEVICE,
    /** The device has too little memory for so many images at once. */
    MEMORY
  }

  GradcamException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** {@return what is at fault} */
  public Reason reason() {
    return reason;
  }

  /** Work that may fail. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws ImageReadException;
  }

  /** Does work, and says what is at fault where it fails. */
  static <T> T telling(Work<T> work) {
    try {
      return work.run();
    } catch (ModelException e) {
      throw of(Reason.MODEL, e);
    } catch (ImageReadException e) {
      throw of(Reason.IMAGE, e);
    } catch (DeviceException e) {
      throw of(Reason.DEVICE, e);
    } catch (DeviceMemoryException e) {
      throw of(Reason.MEMORY, e);
    } catch (IllegalArgumentException e) {
      throw of(Reason.SETTING, e);
    }
  }

  private static GradcamException of(Reason reason, Exception cause) {
    return new GradcamException(reason, FailureWords.of(cause), cause);
  }
}
