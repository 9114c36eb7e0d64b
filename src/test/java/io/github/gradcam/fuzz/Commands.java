package io.github.gradcam.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whatever a command line says, it ends with 0, 1 or 2 and clear words, and wrong usage writes
 * nothing.
 *
 * <p>Its inputs are not there, so that no work begins. Left out are {@code webcam}, which opens
 * cameras, {@code serve}, which ends when it is asked to, and {@code bench} and {@code devices},
 * which need no input to work for long.
 */
final class Commands implements FuzzKind {

  private static final List<String> VERBS =
      List.of(
          "explain",
          "batch",
          "video",
          "train",
          "evaluate",
          "faithfulness",
          "compare",
          "layers",
          "import",
          "methods",
          "summary");

  private static final Pattern OPTION = Pattern.compile("(?m)(?<=^[* ]{0,4}|, )--[a-z-]+");

  /** Their logs and stacks are for those who wrote the program. */
  private static final Set<String> FOR_US = Set.of("--stacktrace", "--verbose", "-v");

  private static final List<String> VALUES =
      List.of(
          "",
          "-",
          "--",
          "-1",
          "0",
          "1",
          "0.5",
          "1e9",
          "1e400",
          "NaN",
          "Infinity",
          "2147483648",
          "99999999999999999999",
          "0x10",
          "auto",
          "all",
          "top:3",
          "top:-1",
          "predicted",
          "scale:0,mean:1",
          "bgr:1,2",
          "bgr:,,",
          "cpu",
          "gpu:9",
          "float32",
          "gradcam",
          "a,b",
          ",",
          "*",
          "?",
          "[",
          "a=b",
          "@x",
          "png",
          "none",
          "nowhere",
          "nowhere.jpg",
          "nowhere/*.zip",
          "nowhere.csv",
          "é\u202e雪",
          "\u001b[31mred",
          "a b",
          "%s%d",
          "x".repeat(400),
          "1:2:3",
          "00:00:-1",
          "5-1",
          "sea",
          "localhost:-1",
          "\t");

  private static final Path FOLDER = Fuzzer.FOUND.resolve("commands");
  private static final Path OUTPUT = FOLDER.resolve("output");
  private static final Path HERE = Path.of("");
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, List<String>> options = new LinkedHashMap<>();

  Commands() throws IOException {
    Files.createDirectories(FOLDER);
    for (String verb : VERBS) {
      List<String> names =
          OPTION.matcher(Run.of(verb, "--help").out()).results().map(MatchResult::group).toList();
      assertThat(names).as(verb).hasSizeGreaterThan(3);
      options.put(verb, names);
    }
  }

  @Override
  public FuzzInput next(RandomGenerator random) throws IOException {
    String verb = VERBS.get(random.nextInt(VERBS.size()));
    List<String> line = new ArrayList<>();
    line.add(verb);
    if (verb.equals("compare")) {
      line.addAll(List.of("nowhere", "nowhere.pb"));
    }
    for (String needed : List.of("--model", "--data")) {
      if (options.get(verb).contains(needed) && random.nextInt(20) > 0) {
        line.addAll(List.of(needed, "nowhere"));
      }
    }
    if (options.get(verb).contains("--output") && random.nextInt(4) > 0) {
      line.addAll(List.of("--output", OUTPUT.toString()));
    }
    for (int left = random.nextInt(5); left > 0; left--) {
      add(line, options.get(verb), random);
    }
    for (int i = 0; i < line.size() - 1; i++) { // what is written lies there and nowhere else
      if (line.get(i).equals("--output")) {
        line.set(i + 1, OUTPUT.toString());
      }
    }
    return new FuzzInput("json", JSON.writeValueAsBytes(line));
  }

  private static void add(List<String> line, List<String> names, RandomGenerator random) {
    String name = names.get(random.nextInt(names.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    switch (random.nextInt(8)) {
      case 0 -> line.add(name);
      case 1 -> line.add(name + "=" + value);
      case 2 -> line.add(random.nextInt(line.size() + 1), value);
      case 3 -> {
        int at = random.nextInt(name.length());
        line.add(name.substring(0, at) + name.substring(Math.min(name.length(), at + 1)));
      }
      default -> line.addAll(List.of(name, value));
    }
  }

  @Override
  public void read(FuzzInput input, Path file) throws IOException {
    String[] line = JSON.readValue(input.bytes(), String[].class);
    Set<Path> before = here();
    Run run = Run.of(line);
    assertThat(run.code()).isBetween(0, 2);
    if (run.code() != 0 && Stream.of(line).noneMatch(FOR_US::contains)) {
      assertThat(run.out() + run.err()).isNotBlank();
      ClearMessage.check(new AssertionError(run.err()));
      assertThat(run.err()).doesNotContainPattern("[\\p{Cntrl}&&[^\\r\\n\\t]]");
    }
    if (run.code() != 0) {
      assertThat(here()).as("files that a command that failed leaves").isEqualTo(before);
    }
  }

  private static Set<Path> here() throws IOException {
    try (Stream<Path> files = Files.list(HERE);
        Stream<Path> outputs = Files.list(FOLDER)) {
      return Stream.concat(files, outputs).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
