package io.github.gradcam.explain.map;

/** Resizes a plane of values bilinearly, row by row, with the places and shares settled once. */
public final class Bilinear {

  private final Axis rows;
  private final Axis columns;
  private final int sourceWidth;
  private final float[] above;
  private final float[] below;

  /**
   * Where the values of one axis come from: value i is lower[i] + share[i] (upper[i] - lower[i]).
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Axis(int[] lower, int[] upper, float[] share) {

    private static Axis of(int from, int to, float scale, float offset) {
      Axis axis = new Axis(new int[to], new int[to], new float[to]);
      for (int i = 0; i < to; i++) {
        float place = (i + offset) * scale - offset;
        int floor = (int) Math.floor(place);
        axis.lower[i] = Math.max(floor, 0);
        axis.upper[i] = Math.min((int) Math.ceil(place), from - 1);
        axis.share[i] = place - floor;
      }
      return axis;
    }

    static Axis cornersAligned(int from, int to) {
      return of(from, to, to > 1 ? (from - 1) / (float) (to - 1) : 0, 0);
    }

    static Axis halfPixelCentres(int from, int to) {
      return of(from, to, from / (float) to, 0.5f);
    }
  }

  private Bilinear(Axis rows, Axis columns, int sourceWidth) {
    this.rows = rows;
    this.columns = columns;
    this.sourceWidth = sourceWidth;
    this.above = new float[columns.lower.length];
    this.below = new float[columns.lower.length];
  }

  /** The centres of the corner pixels stay in the corners, as PyTorch's {@code align_corners}. */
  public static Bilinear cornersAligned(int fromHeight, int fromWidth, int height, int width) {
    return new Bilinear(
        Axis.cornersAligned(fromHeight, height), Axis.cornersAligned(fromWidth, width), fromWidth);
  }

  /** Pixels are squares, whose corners stay in the corners, as in {@link MapOps}. */
  public static Bilinear halfPixelCentres(int fromHeight, int fromWidth, int height, int width) {
    return new Bilinear(
        Axis.halfPixelCentres(fromHeight, height),
        Axis.halfPixelCentres(fromWidth, width),
        fromWidth);
  }

  /** Resizes [fromHeight][fromWidth] into [height][width]; for one thread at a time. */
  public void resize(float[] from, float[] into) {
    int width = above.length;
    for (int y = 0; y < rows.lower.length; y++) {
      if (y == 0 || rows.lower[y] != rows.lower[y - 1] || rows.upper[y] != rows.upper[y - 1]) {
        widen(from, rows.lower[y] * sourceWidth, above);
        widen(from, rows.upper[y] * sourceWidth, below);
      }
      float share = rows.share[y];
      for (int x = 0; x < width; x++) {
        into[y * width + x] = above[x] + share * (below[x] - above[x]);
      }
    }
  }

  private void widen(float[] from, int row, float[] into) {
    for (int x = 0; x < into.length; x++) {
      float left = from[row + columns.lower[x]];
      into[x] = left + columns.share[x] * (from[row + columns.upper[x]] - left);
    }
  }
}
