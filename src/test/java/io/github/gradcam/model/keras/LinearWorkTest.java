package io.github.gradcam.model.keras;

import static io.github.gradcam.model.keras.SketchedModel.called;
import static io.github.gradcam.model.keras.SketchedModel.functional;
import static io.github.gradcam.model.keras.SketchedModel.input;
import static io.github.gradcam.model.keras.SketchedModel.layer;
import static io.github.gradcam.model.keras.SketchedModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.keras.config.ModelConfig;
import io.github.gradcam.model.keras.weights.LegacyWeights;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The work to read a network grows as its layers do. Work is counted in bytes that Java hands out,
 * which no other process and no clock changes: four times the layers ask for about four times as
 * many, and for sixteen times where each layer looks at all others.
 */
class LinearWorkTest {

  private static final int FEW = 250;
  private static final double MOST_GROWTH = 6;

  @TempDir Path folder;

  private static String chain(int layers) {
    String[] all = new String[layers + 1];
    all[0] = input("[null, 2, 2, 1]");
    for (int i = 1; i <= layers; i++) {
      all[i] = layer("Activation", "act" + i, "'activation': 'relu'");
    }
    return sequential("model", all);
  }

  private static String calledChain(int layers) {
    String[] all = new String[layers + 1];
    all[0] = called(input("[null, 2, 2, 1]"), "images", "[]");
    for (int i = 1; i <= layers; i++) {
      String before = i == 1 ? "images" : "act" + (i - 1);
      String call = "[[['%s', 0, 0, {}]]]".formatted(before);
      // in the wrong order, so that each call waits for the one before
      all[layers + 1 - i] =
          called(layer("Activation", "act" + i, "'activation': 'relu'"), "act" + i, call);
    }
    return functional("model", "[['images', 0, 0]]", "[['act%d', 0, 0]]".formatted(layers), all);
  }

  /** One layer, called again and again. */
  private static String shared(int calls) {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      nodes.add(i == 0 ? "[['images', 0, 0, {}]]" : "[['act', %d, 0, {}]]".formatted(i - 1));
    }
    return functional(
        "model",
        "[['images', 0, 0]]",
        "[['act', %d, 0]]".formatted(calls - 1),
        called(input("[null, 2, 2, 1]"), "images", "[]"),
        called(layer("Activation", "act", "'activation': 'relu'"), "act", nodes.toString()));
  }

  private static double growth(IntFunction<Runnable> work) {
    bytes(work.apply(FEW)); // classes are loaded
    return bytes(work.apply(4 * FEW)) / bytes(work.apply(FEW));
  }

  private static double bytes(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static Runnable built(String model) {
    JsonNode json = SketchedModel.json(model);
    return () -> KerasFile.build(json, "2.9.0", new SketchedModel.Weights(Map.of()), null);
  }

  @Test
  void aSequenceIsBuiltInLinearTime() {
    assertThat(growth(layers -> built(chain(layers)))).isLessThan(MOST_GROWTH);
  }

  @Test
  void aFunctionalModelIsBuiltInLinearTime() {
    assertThat(growth(layers -> built(calledChain(layers)))).isLessThan(MOST_GROWTH);
  }

  @Test
  void callsOfASharedLayerAreNamedInLinearTime() {
    assertThat(growth(calls -> built(shared(calls)))).isLessThan(MOST_GROWTH);
  }

  @Test
  void numbersOfNamesAreFoundInLinearTime() {
    assertThat(
            growth(
                count ->
                    () -> {
                      FreeNames names = new FreeNames();
                      for (int i = 1; i <= count; i++) {
                        assertThat(names.numbered("act_").length()).isGreaterThan(4);
                      }
                    }))
        .isLessThan(MOST_GROWTH);
  }

  @Test
  void namesOfOldFilesFindTheirLayersInLinearTime() {
    Path file = folder.resolve("one.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("it", new float[] {1});
    }
    try (HdfFile hdf = new HdfFile(file)) {
      Dataset data = hdf.getDatasetByPath("it");
      assertThat(growth(layers -> matched(layers, data))).isLessThan(MOST_GROWTH);
    }
  }

  private static Runnable matched(int layers, Dataset data) {
    List<LayerConfig> configs =
        ModelConfig.of(LayerConfig.of(SketchedModel.json(chain(layers)), "", 2), "").layers();
    List<LegacyWeights.Entry> entries = new ArrayList<>();
    for (int i = 1; i <= layers; i++) {
      entries.add(new LegacyWeights.Entry("model/act%d/kernel:0".formatted(i), data));
    }
    return () ->
        assertThat(new LegacyWeights(entries).of(configs)).hasSize(layers).containsKey("act1");
  }
}
