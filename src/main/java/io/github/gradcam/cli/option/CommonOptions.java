package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Kernels;

/** The options that every command has, before or after the verb. */
public final class CommonOptions {

  private static final String AUTO = "auto";

  @Parameter(
      names = {"-v", "--verbose"},
      description = "Show what the libraries say, and debug messages")
  public boolean verbose;

  @Parameter(
      names = {"-q", "--quiet"},
      description = "Show results and errors only")
  public boolean quiet;

  @Parameter(names = "--stacktrace", description = "Show where an error came from")
  public boolean stacktrace;

  @Parameter(
      names = "--kernels",
      description =
          "onednn, eigen, or auto: the fastest that are right on this processor (see `gradcam devices`)")
  String kernels = AUTO;

  @Parameter(
      names = {"-h", "--help"},
      help = true,
      description = "Show this help")
  public boolean help;

  /** Tells who settles the kernels what the user asks for. */
  public void settleKernels(Console console) {
    KernelRuntime.tell(console::note);
    if (!kernels.equals(AUTO)) {
      KernelRuntime.force(UsageException.checked(() -> Kernels.of(kernels)));
    }
  }

  /** Joins the options given before the verb with those after it. */
  public void add(CommonOptions before) {
    verbose |= before.verbose;
    quiet |= before.quiet;
    stacktrace |= before.stacktrace;
    help |= before.help;
    kernels = kernels.equals(AUTO) ? before.kernels : kernels;
  }
}
