package io.github.gradcam.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A jar with methods of a user's own, made of sources as users make it. */
final class MethodJar {

  private static final String PACKAGE = "com/example/gradcam/";

  private MethodJar() {}

  /**
   * Compiles sources of {@code src/test/resources/methods} and packs them with their services.
   *
   * @param services a class of {@code com.example.gradcam} to the interface it is found by
   */
  static Path write(Path folder, Map<String, Class<?>> services) throws IOException {
    Path classes = compile(folder, List.copyOf(services.keySet()));
    Path jar = folder.resolve("methods.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      for (Map.Entry<String, Class<?>> service : services.entrySet()) {
        String type = PACKAGE + service.getKey() + ".class";
        if (Files.exists(classes.resolve(type))) {
          add(entries, type, Files.readAllBytes(classes.resolve(type)));
        }
        String name = PACKAGE.replace('/', '.') + service.getKey() + "\n";
        add(entries, "META-INF/services/" + service.getValue().getName(), name.getBytes(UTF_8));
      }
    }
    return jar;
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private static Path compile(Path folder, List<String> names) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    for (String name : names) {
      try (InputStream source =
          MethodJar.class.getResourceAsStream("/methods/" + name + ".java.txt")) {
        if (source != null) {
          Path file = folder.resolve(name + ".java");
          Files.write(file, source.readAllBytes());
          arguments.add(file.toString());
        }
      }
    }
    if (arguments.size() > 5) {
      run(arguments);
    }
    return classes;
  }

  private static void run(List<String> arguments) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    var files = compiler.getStandardFileManager(null, null, UTF_8);
    List<String> sources = arguments.subList(5, arguments.size());
    boolean done =
        compiler
            .getTask(
                messages,
                files,
                null,
                arguments.subList(0, 5),
                null,
                files.getJavaFileObjectsFromStrings(sources))
            .call();
    if (!done) {
      throw new IllegalStateException("Expected sources that compile, found " + messages);
    }
  }
}
