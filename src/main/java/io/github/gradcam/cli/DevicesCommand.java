package io.github.gradcam.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.model.device.Devices;
import io.github.gradcam.model.device.FoundDevice;
import java.util.Locale;

/** Lists the devices that a network can be computed on, and what is known of their kernels. */
@Parameters(
    commandDescription =
        "List the devices for --device, what a GPU lacks, and which kernels are right here")
final class DevicesCommand implements Command {

  private static final String ROW = "%-7s %9s  %s";
  private static final double GIBIBYTE = 1 << 30;

  @ParametersDelegate private final CommonOptions common = new CommonOptions();

  @Override
  public String name() {
    return "devices";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) {
    Devices devices = Devices.here();
    console.result(ROW.formatted("device", "memory", "name"));
    for (FoundDevice each : devices.all()) {
      console.result(ROW.formatted(each.device(), memory(each.memory()), each.name()));
    }
    devices.obstacle().ifPresent(reason -> console.result("no GPU: " + reason));
    console.result("");
    new KernelTable(console).print();
    return DONE;
  }

  private static String memory(long bytes) {
    return bytes == 0 ? "" : String.format(Locale.ROOT, "%.1f GiB", bytes / GIBIBYTE);
  }
}
