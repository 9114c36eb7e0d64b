package io.github.gradcam.batch.gallery;

import io.github.gradcam.batch.ImageRenderer;
import io.github.gradcam.batch.LoadedImage;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.Balance;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.image.HotRegion;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws the explanations of an image, writes images and maps, and makes their records. */
public final class ExplanationWriter implements ImageRenderer<ImageRecords> {

  private final Path output;
  private final OutputNames names;
  private final ExplanationWords words;
  private final Drawing drawing;
  private final Function<Path, @Nullable String> truth;
  private final RegionWriter regionWriter;

  /**
   * Prepares to write.
   *
   * @param output the folder
   * @param names of the files
   * @param words for captions and records
   * @param drawing how to draw, and what is written besides
   * @param truth the class that an image is said to have, null where that is not known
   */
  public ExplanationWriter(
      Path output,
      OutputNames names,
      ExplanationWords words,
      Drawing drawing,
      Function<Path, @Nullable String> truth) {
    this.output = output;
    this.names = names;
    this.words = words;
    this.drawing = drawing;
    this.truth = truth;
    this.regionWriter = new RegionWriter(output, names, drawing);
  }

  @Override
  public ImageRecords render(LoadedImage photo, List<Explanation> explanations) throws Exception {
    RgbImage image = photo.image();
    Map<Integer, String> sheets = sheets(photo, image, explanations);
    List<ExplanationRecord> records = new ArrayList<>();
    List<List<HotRegion>> regions = new ArrayList<>();
    for (Explanation explanation : explanations) {
      if (explanation.failure() != null) {
        records.add(record(photo, explanation, null, null, Map.of()));
        regions.add(List.of());
        continue;
      }
      Map<String, String> files = new LinkedHashMap<>();
      regions.add(regionWriter.write(image, explanation.heat(), photo.file(), explanation, files));
      writeMaps(photo, explanation, files);
      if (sheets.containsKey(explanation.classIndex())) {
        files.put("sheet", sheets.get(explanation.classIndex()));
      }
      records.add(write(photo, image, explanation, files));
    }
    return new ImageRecords(records, regions);
  }

  private ExplanationRecord write(
      LoadedImage photo, RgbImage image, Explanation explanation, Map<String, String> files)
      throws IOException {
    RgbImage picture =
        drawing
            .view()
            .draw(
                image,
                explanation.heat(),
                drawing.overlay(explanation),
                words
                    .caption(photo.file().getFileName().toString(), explanation)
                    .doubting(photo.doubt()));
    Path drawn = names.of(photo.file(), explanation, "." + drawing.extension());
    ImageFiles.write(picture, drawn);
    Path map = names.of(photo.file(), explanation, ".npy");
    write(map, explanation.heatmap());
    if (drawing.view() != View.OVERLAY) {
      Path layer = names.of(photo.file(), explanation, ".overlay." + drawing.extension());
      ImageFiles.write(drawing.overlay(explanation).blend(image, explanation.heat()), layer);
      files.put("overlay", path(layer));
    }
    return record(photo, explanation, path(drawn), path(map), files);
  }

  private ExplanationRecord record(
      LoadedImage photo,
      Explanation explanation,
      @Nullable String overlay,
      @Nullable String heatmap,
      Map<String, String> files) {
    return new ExplanationRecord(
        path(photo.file()),
        photo.width(),
        photo.height(),
        explanation.method(),
        explanation.layer(),
        words.target(explanation),
        words.versus(explanation),
        words.likeliest(explanation),
        truth.apply(photo.file()),
        overlay,
        heatmap,
        files,
        explanation.measures(),
        ExplanationRecord.diagnosis(photo.doubt(), explanation.heatmap().diagnosis().text()),
        explanation.failure());
  }

  private void writeMaps(LoadedImage photo, Explanation explanation, Map<String, String> files)
      throws IOException {
    Balance balance = explanation.balance();
    if (balance != null) {
      Path against = names.of(photo.file(), explanation, ".against.npy");
      write(against, balance.against());
      files.put("against", path(against));
    }
    if (drawing.has(Drawing.Extra.RAW)) {
      Path raw = names.of(photo.file(), explanation, ".raw.npy");
      SignedMap signed = explanation.signed();
      NpyFile.write(raw, signed.values(), signed.height(), signed.width());
      files.put("raw", path(raw));
    }
  }

  /** A sheet for each class where there is something to compare, by class index. */
  private Map<Integer, String> sheets(
      LoadedImage photo, RgbImage image, List<Explanation> explanations) throws IOException {
    Map<Integer, List<Explanation>> classes = new LinkedHashMap<>();
    for (Explanation one : explanations) {
      classes.computeIfAbsent(one.classIndex(), any -> new ArrayList<>()).add(one);
    }
    Map<Integer, String> sheets = new LinkedHashMap<>();
    for (var each : classes.entrySet()) {
      if (each.getValue().size() > 1) {
        Path sheet = names.of(photo.file(), each.getKey(), ".sheet." + drawing.extension());
        RgbImage picture =
            ComparisonSheet.of(photo.file(), each.getValue(), words)
                .draw(image, drawing.overlay(each.getValue().get(0)));
        ImageFiles.write(picture, sheet);
        sheets.put(each.getKey(), path(sheet));
      }
    }
    return sheets;
  }

  private static void write(Path file, Heatmap map) throws IOException {
    NpyFile.write(file, map.values(), map.height(), map.width());
  }

  private String path(Path file) {
    return ExplanationRecord.path(output, file);
  }
}
