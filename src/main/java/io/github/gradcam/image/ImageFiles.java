package io.github.gradcam.image;
import java.nio.file.Path;
public final class ImageFiles {
  private ImageFiles() {}
  public static RgbImage decode(byte[] bytes, String name) throws ImageReadException {
    java.awt.image.BufferedImage b;
    try { b = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(bytes)); }
    catch (java.io.IOException e) { throw new ImageReadException(name + ": " + e.getMessage()); }
    if (b == null) throw new ImageReadException(name + ": not an image");
    byte[] p = new byte[b.getWidth()*b.getHeight()*3]; int i = 0;
    for (int y = 0; y < b.getHeight(); y++) for (int x = 0; x < b.getWidth(); x++) { int v = b.getRGB(x, y); p[i++]=(byte)(v>>16); p[i++]=(byte)(v>>8); p[i++]=(byte)v; }
    return new RgbImage(b.getWidth(), b.getHeight(), p);
  }
  public static boolean hasImageExtension(Path p) { return p.getFileName().toString().toLowerCase().matches(".*\\.(jpe?g|png|bmp|webp|tiff?)"); }
}
