package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ModelOptions;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.kernel.Purpose;
import java.nio.file.Path;
import java.util.List;

/** Measures the speed and the memory of this machine's runs. */
@Parameters(commandDescription = "Measure how fast a model is on this machine: network and files")
final class BenchCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();

  @Parameter(names = "--only", description = "Parts to measure: network, files, memory")
  private List<String> parts = List.of("network", "files", "memory");

  @Parameter(
      names = "--precisions",
      description = "For network: float32, mixed, or both with a comma")
  private List<String> precisions = List.of("float32");

  @Parameter(names = "--batches", description = "For network: batch sizes with commas between them")
  private List<Integer> batches = List.of(1, 8, 32);

  @Parameter(names = "--images", description = "Folder of images for files and memory")
  private Path images = Path.of("data");

  @Parameter(names = "--seconds", description = "How long each number is measured at least")
  private double seconds = 3;

  @ParametersDelegate private final ModelOptions model = new ModelOptions();

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    List<Precision> exactness = precisions.stream().map(Precision::of).toList();
    KernelRuntime.plan(Purpose.EXPLAINING, exactness.get(exactness.size() - 1));
    for (String part : parts) {
      switch (part) {
        case "network" -> network(console, exactness);
        case "files" -> new FilesBench(console, images, model).throughput();
        case "memory" -> new FilesBench(console, images, model).memory();
        default ->
            throw new UsageException(
                "Expected parts of network, files, memory, found '%s'".formatted(part));
      }
    }
    return DONE;
  }

  private void network(Console console, List<Precision> exactness) {
    if (batches.stream().anyMatch(batch -> batch < 1)) {
      throw new UsageException("Expected --batches of 1 or more, found " + batches);
    }
    new NetworkBench(console, seconds, model.devices().get(0), batches, model).run(exactness);
  }
}
