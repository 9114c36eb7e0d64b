package io.github.gradcam.image;
public record Warp(double m00,double m01,double m02,double m10,double m11,double m12,float gain,float bias) {
  public RgbImage apply(RgbImage in, int w, int h) {
    byte[] o = new byte[w*h*3];
    for (int y=0;y<h;y++) for (int x=0;x<w;x++) {
      double fx=m00*x+m01*y+m02, fy=m10*x+m11*y+m12; int x0=(int)Math.floor(fx), y0=(int)Math.floor(fy); double ax=fx-x0, ay=fy-y0;
      for (int c=0;c<3;c++) { double v=(1-ay)*((1-ax)*g(in,x0,y0,c)+ax*g(in,x0+1,y0,c))+ay*((1-ax)*g(in,x0,y0+1,c)+ax*g(in,x0+1,y0+1,c));
        o[(y*w+x)*3+c]=(byte)Math.max(0,Math.min(255,Math.round(v*gain+bias))); } }
    return new RgbImage(w,h,o);
  }
  private static int g(RgbImage i,int x,int y,int c){ x=Math.max(0,Math.min(i.width()-1,x)); y=Math.max(0,Math.min(i.height()-1,y)); return i.pixels()[(y*i.width()+x)*3+c]&255; }
}
