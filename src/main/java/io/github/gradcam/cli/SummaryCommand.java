package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.model.layer.Architecture;
import io.github.gradcam.model.layer.NetworkSummary;

/** Prints the layers of an architecture as Keras does. */
@Parameters(
    commandDescription =
        "Print an architecture's layers, shapes and parameters (of a --model: `gradcam layers`)")
final class SummaryCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();

  @Parameter(names = "--architecture", description = "scenes or resnet18")
  private String architecture = "scenes";

  @Parameter(names = "--input-size", description = "Rows and columns of the images")
  private int inputSize = 150;

  @Parameter(names = "--classes", description = "Number of classes")
  private int classes = 6;

  @Override
  public String name() {
    return "summary";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) {
    console.result(NetworkSummary.of(Architecture.of(architecture), classes, inputSize).table());
    return DONE;
  }
}
