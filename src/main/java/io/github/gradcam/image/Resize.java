package io.github.gradcam.image;
public final class Resize {
  private Resize() {}
  public static RgbImage bilinear(RgbImage in, int w, int h) {
    double sx = (double) in.width()/w, sy = (double) in.height()/h;
    return new Warp(sx,0,sx*0.5-0.5,0,sy,sy*0.5-0.5,1f,0f).apply(in,w,h);
  }
}
