package io.github.gradcam.cli;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.MissingCommandException;
import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Logging;
import io.github.gradcam.cli.console.Messages;
import io.github.gradcam.cli.console.StandardError;
import io.github.gradcam.cli.console.TerminalStream;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.cli.option.CommonOptions;
import io.github.gradcam.cli.option.Help;
import io.github.gradcam.cli.option.UnknownOption;
import io.github.gradcam.model.NearestNames;
import io.github.gradcam.report.Version;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Finds the command, gives it its options, and turns what happens into an exit code. */
final class CommandLine {

  /** The options before the verb. */
  private static final class TopOptions {
    @ParametersDelegate private final CommonOptions common = new CommonOptions();

    @Parameter(names = "--version", help = true, description = "Show the version")
    private boolean version;
  }

  private final TerminalStream out;
  private final TerminalStream err;
  private final TopOptions top = new TopOptions();
  private List<Command> commands = List.of();

  CommandLine(PrintStream out, PrintStream err) {
    this.out = new TerminalStream(out);
    this.err = new TerminalStream(err);
  }

  /** Runs a command; even a start that fails is one line. */
  int run(String... args) {
    try {
      return parsed(args);
    } catch (Error e) { // a class whose file, or the files that it begins with, cannot be opened
      err.println("gradcam: " + Messages.of(e));
      return Command.FAILED;
    }
  }

  private int parsed(String... args) {
    commands = Commands.named(args);
    JCommander parser = parser();
    try {
      parser.parse(args);
    } catch (MissingCommandException e) {
      return UnknownOption.in(parser, args)
          .map(message -> usage(message, null))
          .orElseGet(() -> unknownCommand(e.getUnknownCommand()));
    } catch (ParameterException e) {
      return usage(
          UnknownOption.in(parser, args).orElse(Messages.of(e)), parser.getParsedCommand());
    } catch (IndexOutOfBoundsException e) { // JCommander's, of a "--" where a value should be
      return usage(
          "Expected a value after each option, found '--', which ends the options; give the value",
          null);
    }
    String verb = parser.getParsedCommand();
    Optional<String> unknown = UnknownOption.in(parser, args);
    if (unknown.isPresent()) {
      return usage(unknown.get(), verb);
    }
    if (top.version) {
      out.println("gradcam " + Version.text());
      return Command.DONE;
    }
    Optional<Command> command = command(verb);
    if (command.isEmpty()) {
      return help(parser);
    }
    command.get().common().add(top.common);
    if (command.get().common().help) {
      out.print(Help.of(parser, verb));
      return Command.DONE;
    }
    return run(command.get());
  }

  private int run(Command command) {
    CommonOptions common = command.common();
    Logging.configure(common.verbose, common.quiet);
    if (!common.verbose) {
      StandardError.silenceLibraries();
    }
    try {
      Console console = new Console(out, err, common.quiet);
      common.settleKernels(console);
      return command.run(console);
    } catch (UsageException | ParameterException e) {
      return usage(Messages.of(e), command.name());
    } catch (CancellationException e) {
      err.println("gradcam: interrupted");
    } catch (Exception | Error e) {
      err.println("gradcam: " + Messages.of(e));
      if (common.stacktrace) {
        e.printStackTrace(err);
      }
    }
    return Command.FAILED;
  }

  private JCommander parser() {
    JCommander parser = new JCommander(top);
    parser.setProgramName("gradcam");
    parser.setExpandAtSign(false);
    commands.forEach(command -> parser.addCommand(command.name(), command));
    return parser;
  }

  private Optional<Command> command(String verb) {
    return commands.stream().filter(command -> command.name().equals(verb)).findFirst();
  }

  private int help(JCommander parser) {
    out.print(Help.overview(parser, commands));
    return top.common.help ? Command.DONE : Command.USAGE;
  }

  private int unknownCommand(String verb) {
    List<String> names = commands.stream().map(Command::name).toList();
    return usage(
        "Expected a command of %s, found '%s'; did you mean %s?"
            .formatted(String.join(", ", names), verb, NearestNames.of(verb, names, 1).get(0)),
        null);
  }

  private int usage(String message, @Nullable String verb) {
    err.println("gradcam: " + message);
    err.println("See `gradcam %s--help`".formatted(verb == null ? "" : verb + " "));
    return Command.USAGE;
  }
}
