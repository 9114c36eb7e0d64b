package io.github.gradcam.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.method.Methods;

/** Lists the methods. */
@Parameters(commandDescription = "List the methods of explanation, what each does and its paper")
final class MethodsCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();

  @Override
  public String name() {
    return "methods";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) {
    for (ExplanationMethod method : new Methods(MethodSettings.DEFAULT).all()) {
      console.result("%-21s %s".formatted(Methods.key(method.name()), method.summary()));
      console.result("%-21s %s; %s".formatted("", method.cost(), method.paper()));
    }
    return DONE;
  }
}
