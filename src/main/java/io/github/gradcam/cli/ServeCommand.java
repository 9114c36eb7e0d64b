package io.github.gradcam.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Interruption;
import io.github.gradcam.cli.console.Logging;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.ServeOptions;
import io.github.gradcam.serve.GradcamServer;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Serves models to people and programs. */
@Parameters(
    commandDescription =
        "Serve models: a page to drop images on, and KServe's predict, explain and infer for programs")
final class ServeCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final ServeOptions options = new ServeOptions();

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  @SuppressWarnings("try") // the process waits as long as the interruption is open
  public int run(Console console) throws Exception {
    UsageException.check(options::check);
    Logging.calm("org.eclipse.jetty");
    CountDownLatch asked = new CountDownLatch(1);
    try (Interruption interruption = new Interruption(asked::countDown)) {
      try (GradcamServer server = server()) {
        String address = options.address(server.port());
        console.result(
            "Serving %s at %s%s"
                .formatted(
                    String.join(", ", server.models()),
                    address,
                    options.hasToken() ? " (open it with #token=TOKEN at its end)" : ""));
        if (options.answersEverybody()) {
          console.note("Everybody who reaches this address is answered: there is no token");
        }
        console.note("Ctrl-C ends it; what is under way is answered first");
        asked.await();
        console.note("Ending");
      }
    }
    return DONE;
  }

  /** Networks come first: they settle how many runs at once suit the processor. */
  private GradcamServer server() throws IOException {
    List<ServedNetwork> networks = options.load();
    return new GradcamServer(options.settings(), networks);
  }
}
