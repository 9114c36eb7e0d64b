package io.github.gradcam.cli;

import io.github.gradcam.cli.compare.CompareCommand;
import io.github.gradcam.cli.option.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The verbs, in the order of the help; a command is made when it is asked for. */
final class Commands {

  private static final Map<String, Supplier<Command>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("explain", ExplainCommand::new);
    ALL.put("batch", BatchCommand::new);
    ALL.put("report", ReportCommand::new);
    ALL.put("video", VideoCommand::new);
    ALL.put("webcam", WebcamCommand::new);
    ALL.put("serve", ServeCommand::new);
    ALL.put("train", TrainCommand::new);
    ALL.put("evaluate", EvaluateCommand::new);
    ALL.put("faithfulness", FaithfulnessCommand::new);
    ALL.put("compare", CompareCommand::new);
    ALL.put("layers", LayersCommand::new);
    ALL.put("import", ImportCommand::new);
    ALL.put("methods", MethodsCommand::new);
    ALL.put("summary", SummaryCommand::new);
    ALL.put("devices", DevicesCommand::new);
    ALL.put("bench", BenchCommand::new);
  }

  private Commands() {}

  /** The command that begins a line after options, or all where there is none of that name. */
  static List<Command> named(String... args) {
    for (String arg : args) {
      Supplier<Command> command = ALL.get(arg);
      if (command != null) {
        return List.of(command.get());
      } else if (!arg.startsWith("-")) {
        break;
      }
    }
    return ALL.values().stream().map(Supplier::get).toList();
  }
}
