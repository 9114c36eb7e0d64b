package io.github.gradcam.cli.option;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.UnixStyleUsageFormatter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The help texts. */
public final class Help {

  /** What is off, or nothing, unless it is asked for needs no words. */
  private static final Pattern OFF = Pattern.compile("\\s*\\(default:\\s+(?:false|\\[\\])\\)");

  private Help() {}

  /** Describes the program and lists its commands. */
  public static String overview(JCommander parser, List<Command> commands) {
    StringBuilder text = new StringBuilder();
    text.append("Train convolutional image classifiers, and see why they decide as they do.\n\n");
    text.append("Usage: gradcam [options] <command> [options] ...\n\nCommands:\n");
    for (Command command : commands) {
      String description = parser.getUsageFormatter().getCommandDescription(command.name());
      text.append("  %-12s %s%n".formatted(command.name(), description));
    }
    text.append("\nOptions, before or after the command:\n");
    text.append("  -h, --help     Show this help, or that of the command\n");
    text.append("  -q, --quiet    Show results and errors only\n");
    text.append("  -v, --verbose  Show what the libraries say, and debug messages\n");
    text.append("  --gpu          Use the libraries for NVIDIA cards; see `gradcam devices`\n");
    text.append("  --kernels NAME Compute with onednn, eigen, or auto; see `gradcam devices`\n");
    text.append("  --stacktrace   Show where an error came from\n");
    text.append("  --version      Show the version\n\n");
    return text.append("Try: gradcam explain data --output out\n").toString();
  }

  /** Describes one command. */
  public static String of(JCommander parser, String verb) {
    JCommander command = Objects.requireNonNull(parser.getCommands().get(verb), verb);
    command.setProgramName("gradcam " + verb);
    command.setColumnSize(100);
    StringBuilder text = new StringBuilder();
    new UnixStyleUsageFormatter(command).usage(text);
    int options = text.indexOf("\n") + 1;
    text.insert(options, parser.getUsageFormatter().getCommandDescription(verb) + "\n");
    return OFF.matcher(text).replaceAll("");
  }
}
