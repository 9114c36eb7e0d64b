package io.github.gradcam.batch.gallery;

import io.github.gradcam.batch.PairedImage;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.HeatShares;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.Sha256;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Draws the maps of two models beside each other, on one scale of colours: that of {@link
 * HeatShares}.
 */
public final class PairTiles {

  /** The image alone. */
  public static final String IMAGE = "image";

  /** The map of the one model. */
  public static final String A = "a";

  /** The map of the other, for the same class. */
  public static final String B = "b";

  /** The second less the first: red where B has more of its heat, blue where A has. */
  public static final String DIFFERENCE = "difference";

  /** The map of the other, for what it predicts, where that is another answer. */
  public static final String OWN = "own";

  private static final String FOLDER = "images";
  private static final Pattern TILE =
      Pattern.compile("[0-9a-f]{16}-(image|a|b|difference|own)\\.jpg");
  private static final int DIGITS = 16;
  private static final int SCALE_WIDTH = 256;
  private static final int SCALE_HEIGHT = 16;

  private final Path output;
  private final int size;
  private final Overlay overlay;

  /**
   * Prepares to draw.
   *
   * @param output the folder of the page
   * @param size rows and columns at which maps are compared
   * @param overlay colours and opacity of the heat
   */
  public PairTiles(Path output, int size, Overlay overlay) {
    this.output = output;
    this.size = size;
    this.overlay = overlay;
  }

  /**
   * A map at the size at which maps are compared.
   *
   * @param map of at least that size
   * @param size rows and columns
   * @return [size][size], the mean of what each value covers
   */
  public static float[] common(Heatmap map, int size) {
    return Resize.averaged(map.values(), map.width(), map.height(), size, size);
  }

  /**
   * Deletes the tiles of an earlier page; files of other names stay.
   *
   * @throws IOException if that cannot be
   */
  public void clear() throws IOException {
    Path folder = output.resolve(FOLDER);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (TILE.matcher(file.getFileName().toString()).matches()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * Draws and writes the tiles of an image; safe for several threads.
   *
   * @param image with a picture to draw on
   * @return paths relative to the folder of the page, by what they show
   * @throws IOException if one cannot be written
   */
  public Map<String, String> write(PairedImage image) throws IOException {
    RgbImage picture = Objects.requireNonNull(image.picture());
    float[] ofA = HeatShares.of(common(image.a().heatmap(), size));
    float[] ofB = HeatShares.of(common(image.b().get(0).heatmap(), size));
    float[] difference = new float[ofA.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = ofB[i] - ofA[i];
    }
    Map<String, String> tiles = new LinkedHashMap<>();
    tiles.put(IMAGE, write(image.path(), IMAGE, picture));
    tiles.put(A, write(image.path(), A, blend(picture, ofA, false)));
    tiles.put(B, write(image.path(), B, blend(picture, ofB, false)));
    tiles.put(DIFFERENCE, write(image.path(), DIFFERENCE, blend(picture, difference, true)));
    List<Explanation> rest = image.b().subList(1, image.b().size());
    for (Explanation own : rest) {
      float[] shares = HeatShares.of(common(own.heatmap(), size));
      tiles.put(OWN, write(image.path(), OWN, blend(picture, shares, false)));
    }
    return tiles;
  }

  /**
   * Draws the colours from the lowest to the highest value.
   *
   * @param signed whether of the difference, -1..1, rather than of the maps, 0..1
   * @return the file's path relative to the folder of the page
   * @throws IOException if it cannot be written
   */
  public String scale(boolean signed) throws IOException {
    float[] ramp = new float[SCALE_WIDTH * SCALE_HEIGHT];
    for (int i = 0; i < ramp.length; i++) {
      float place = (float) (i % SCALE_WIDTH) / (SCALE_WIDTH - 1);
      ramp[i] = signed ? 2 * place - 1 : place;
    }
    HeatValues values = new HeatValues(ramp, SCALE_WIDTH, SCALE_HEIGHT, signed);
    Colormap colours = overlay.colours(values);
    String name = FOLDER + (signed ? "/scale-difference.png" : "/scale.png");
    ImageFiles.write(colours.apply(values), output.resolve(name));
    return name;
  }

  private RgbImage blend(RgbImage picture, float[] values, boolean signed) {
    return overlay.blend(picture, new HeatValues(values, size, size, signed));
  }

  private String write(String path, String what, RgbImage tile) throws IOException {
    String name = "%s/%s-%s.jpg".formatted(FOLDER, Sha256.hex(path).substring(0, DIGITS), what);
    ImageFiles.write(tile, output.resolve(name));
    return name;
  }
}
