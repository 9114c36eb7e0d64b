package io.github.gradcam.model.kernel;

import io.github.gradcam.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells processors and builds of TensorFlow apart, so that what was found for one is not taken for
 * another.
 */
final class MachineName {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /** What Linux tells of a processor that decides which code libraries run on it. */
  private static final List<String> KEYS =
      List.of(
          "vendor_id",
          "cpu family",
          "model",
          "model name",
          "stepping",
          "flags",
          "CPU implementer",
          "CPU part",
          "CPU variant",
          "Features");

  private MachineName() {}

  /** Asked for at every start: it is made once. */
  private static final String DIGEST = made();

  /** The processor as people call it. */
  static String processor() {
    String all = cpuinfo();
    return value(all, "model name").orElse(System.getProperty("os.arch"))
        + value(all, "cpu family").map(family -> ", family " + family).orElse("");
  }

  private static Optional<String> value(String cpuinfo, String key) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** 16 hexadecimal digits, the same for the same processor, number of cores and TensorFlow. */
  static String digest() {
    return DIGEST;
  }

  private static String made() {
    String known =
        String.join(
            "\n",
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            String.valueOf(System.getenv("PROCESSOR_IDENTIFIER")),
            String.valueOf(Runtime.getRuntime().availableProcessors()),
            String.valueOf(System.getenv("ONEDNN_MAX_CPU_ISA")),
            cpuinfo(),
            tensorFlow());
    MessageDigest digest = Sha256.begin();
    digest.update(known.getBytes(StandardCharsets.UTF_8));
    addCode(digest);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /** The code of trials and reports: other code finds other things. */
  private static void addCode(MessageDigest digest) {
    for (Class<?> part :
        List.of(
            KernelCases.class,
            KernelCheck.class,
            KernelFinding.class,
            KernelReport.class,
            KernelSpeed.class)) {
      try (InputStream code = part.getResourceAsStream(part.getSimpleName() + ".class")) {
        digest.update(code == null ? new byte[0] : code.readAllBytes());
      } catch (IOException e) {
        throw new IllegalStateException(e); // it was read before, to be loaded
      }
    }
  }

  /** Of the first core; all are alike, and their clocks change. */
  private static String cpuinfo() {
    try {
      return Files.readAllLines(PROCESSOR).stream()
          .takeWhile(line -> !line.isBlank())
          .filter(line -> KEYS.contains(line.split("[\t:]", 2)[0].strip()))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return ""; // another system: its name and architecture have to do
    }
  }

  /** The archives that TensorFlow comes from; asking itself for its version would load it. */
  private static String tensorFlow() {
    return archive("org/tensorflow/Operand.class")
        + "\n"
        + archive("org/tensorflow/internal/c_api/" + platform() + "/libjnitensorflow.so");
  }

  private static @Nullable String archive(String resource) {
    URL url = MachineName.class.getClassLoader().getResource(resource);
    if (url == null || !url.getPath().contains("!")) {
      return null;
    }
    String path = url.getPath().substring(0, url.getPath().indexOf('!'));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String platform() {
    return org.bytedeco.javacpp.Loader.getPlatform();
  }
}
