package io.github.gradcam.image;
public class ImageReadException extends Exception {
  private static final long serialVersionUID = 1L;
  public ImageReadException(String m) { super(m); }
}
