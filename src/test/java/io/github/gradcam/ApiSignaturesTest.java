package io.github.gradcam;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What programs are written against: the root package. A change of {@code
 * src/test/resources/api/gradcam.txt} is a change for every user; CHANGELOG.md has to name it.
 */
class ApiSignaturesTest {

  private static final Path SIGNATURES = Path.of("src/test/resources/api/gradcam.txt");

  private static List<Class<?>> types() throws Exception {
    Path classes =
        Path.of(Gradcam.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve("io/github/gradcam"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName("io.github.gradcam." + name);
        if (isPublic(type)) {
          types.add(type);
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static List<String> signatures(Class<?> type) {
    List<String> members = new ArrayList<>();
    for (Constructor<?> each : type.getDeclaredConstructors()) {
      if (Modifier.isPublic(each.getModifiers())) {
        members.add("  new(" + parameters(each.getGenericParameterTypes()) + ")");
      }
    }
    for (Field each : type.getDeclaredFields()) {
      if (Modifier.isPublic(each.getModifiers())) {
        members.add("  " + each.getName() + ": " + each.getGenericType().getTypeName());
      }
    }
    for (Method each : type.getDeclaredMethods()) {
      if (Modifier.isPublic(each.getModifiers()) && !each.isSynthetic()) {
        members.add(
            "  %s%s(%s): %s"
                .formatted(
                    Modifier.isStatic(each.getModifiers()) ? "static " : "",
                    each.getName(),
                    parameters(each.getGenericParameterTypes()),
                    each.getGenericReturnType().getTypeName()));
      }
    }
    members.sort(null);
    members.add(0, type.getName());
    return members;
  }

  private static String parameters(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }

  private static List<String> signatures() throws Exception {
    return types().stream().flatMap(type -> signatures(type).stream()).toList();
  }

  @Test
  void programsWrittenAgainstTheLibraryStillCompile() throws Exception {
    Path found = Path.of("target/api-signatures.txt");
    Files.write(found, signatures());
    assertThat(Files.readAllLines(found))
        .as("Where the change is meant, copy %s to %s", found, SIGNATURES)
        .isEqualTo(Files.readAllLines(SIGNATURES));
  }

  @Test
  void signaturesNameTypesOfTheJdkAndOfTheRootPackageOnly() throws Exception {
    assertThat(
            signatures().stream()
                .flatMap(line -> Arrays.stream(line.split("[^\\w.$]+")))
                .filter(word -> word.matches("\\w+(\\.[\\w$]+)+")))
        .isNotEmpty()
        .allMatch(name -> name.matches("(java|javax)\\..*|io\\.github\\.gradcam\\.[A-Z].*"));
  }
}
