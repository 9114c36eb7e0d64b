package io.github.gradcam.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Lists the layers that a heatmap can look at. */
@Parameters(commandDescription = "List the layers fit for a heatmap, and the one that auto picks")
final class LayersCommand implements Command {

  private static final String SHAPE = "height x width x channels";

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Override
  public String name() {
    return "layers";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    try (Classifier classifier = model.load()) {
      HeatmapLayer auto = classifier.layer("auto");
      int width = width(classifier, HeatmapLayer::name);
      Map<String, HeatmapLayer> modules = modules(classifier);
      int shapes =
          modules.isEmpty() ? 1 : Math.max(SHAPE.length(), width(classifier, HeatmapLayer::shape));
      String row = "%-" + width + "s  %-" + shapes + "s%s";
      String more = modules.isEmpty() ? "" : "  module in PyTorch";
      console.result(row.formatted("layer", SHAPE, more).stripTrailing());
      for (HeatmapLayer layer : classifier.layers()) {
        String module =
            layer
                .module()
                .filter(name -> layer.equals(modules.get(name)))
                .map("  "::concat)
                .orElse("");
        String mark = layer.equals(auto) ? "  <- auto" : "";
        console.result(row.formatted(layer.name(), layer.shape(), module + mark).stripTrailing());
      }
    }
    return DONE;
  }

  /** What {@code --layer} takes a module for: of several layers the last. */
  private static Map<String, HeatmapLayer> modules(Classifier classifier) {
    Map<String, HeatmapLayer> last = new HashMap<>();
    for (HeatmapLayer layer : classifier.layers()) {
      String module = layer.module().orElse("");
      while (!module.isEmpty()) {
        last.put(module, layer);
        module = module.substring(0, Math.max(0, module.lastIndexOf('.')));
      }
    }
    return last;
  }

  private static int width(Classifier classifier, Function<HeatmapLayer, String> column) {
    return classifier.layers().stream().mapToInt(l -> column.apply(l).length()).max().orElse(0);
  }
}
