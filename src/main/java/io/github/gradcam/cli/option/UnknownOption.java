package io.github.gradcam.cli.option;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterDescription;
import io.github.gradcam.model.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a command has no option or no place for: JCommander takes a mistyped option for an
 * input, and its value for another.
 */
public final class UnknownOption {

  private UnknownOption() {}

  /** What to say of the first one on a line, before or after the verb. */
  public static Optional<String> in(JCommander parser, String... args) {
    Map<String, JCommander> commands = parser.getCommands();
    JCommander reader = parser;
    String name = "gradcam";
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      String word = args[i];
      JCommander command = commands.get(word);
      Optional<ParameterDescription> option = option(reader, word);
      if (option.isPresent()) {
        i += values(option.get());
      } else if (word.startsWith("-") && word.length() > 1) {
        return Optional.of(unknown(reader, name, word));
      } else if (reader == parser && command != null) {
        reader = command;
        name = "gradcam " + word;
      } else if (reader != parser && reader.getMainParameterValue() == null) {
        return Optional.of(
            "Expected only options after `%s`, found '%s'; leave it out".formatted(name, word));
      }
    }
    return Optional.empty();
  }

  private static Optional<ParameterDescription> option(JCommander reader, String word) {
    return reader.getParameters().stream()
        .filter(each -> List.of(each.getParameter().names()).contains(word))
        .findFirst();
  }

  /** How many words follow an option. */
  private static int values(ParameterDescription option) {
    return option.getParameterized().getType() == boolean.class ? 0 : 1;
  }

  private static String unknown(JCommander reader, String name, String word) {
    List<String> known = new ArrayList<>();
    reader.getParameters().forEach(each -> known.addAll(List.of(each.getParameter().names())));
    String begin = word.split("=", 2)[0];
    String next =
        NearestNames.likely(begin, known)
            .map(
                near ->
                    near.equals(begin)
                        ? "write it as two words, without ="
                        : "did you mean %s?".formatted(near))
            .orElse("put ./ before it if it is a file");
    return "Expected an option of `%s`, found '%s'; %s".formatted(name, word, next);
  }
}
