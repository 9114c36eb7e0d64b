package io.github.gradcam.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;

/** Lists the layers that a heatmap can look at. */
@Parameters(commandDescription = "List the layers fit for a heatmap, and the one that auto picks")
final class LayersCommand implements Command {

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
      int width =
          classifier.layers().stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
      console.result(("%-" + width + "s  %s").formatted("layer", "height x width x channels"));
      for (HeatmapLayer layer : classifier.layers()) {
        String mark = layer.equals(auto) ? "  <- auto" : "";
        console.result(("%-" + width + "s  %s%s").formatted(layer.name(), layer.shape(), mark));
      }
    }
    return DONE;
  }
}
