package io.github.gradcam.explain;

import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Signed maps of images in {@code data} by the model that ships, in this process or in another one
 * with other threads or kernels.
 */
final class MapsOfShippedModel {

  /** Of methods that take random samples or steps; even one is as many passes as feature maps. */
  private static final int SAMPLES = 6;

  /** Score-CAM stands for those that take a pass for each feature map and sample. */
  private static final Set<String> LEFT_OUT = Set.of("SS-CAM", "IS-CAM");

  /** One of each kind. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "Grad-CAM",
          "Grad-CAM++",
          "EigenCAM",
          "Score-CAM",
          "Ablation-CAM",
          "Integrated Gradients",
          "SmoothGrad",
          "RISE");

  private MapsOfShippedModel() {}

  static Classifier classifier() {
    return new SavedModelFolder(Path.of("saved_model")).load(Precision.FLOAT32);
  }

  /** The first images by name, as the network takes them: uint8 RGB. */
  static List<byte[]> images(int count, int size) {
    try (Stream<Path> files = Files.list(Path.of("data"))) {
      List<byte[]> images = new ArrayList<>();
      for (Path file : files.filter(ImageFiles::hasImageExtension).sorted().limit(count).toList()) {
        images.add(InputPixels.of(ImageFiles.read(file), size));
      }
      return images;
    } catch (IOException | ImageReadException e) {
      throw new IllegalStateException("Expected images in data, found none to read", e);
    }
  }

  /** The methods of a kind that have a meaning at a layer, with a fixed seed. */
  static List<ExplanationMethod> methods(
      Class<? extends ExplanationMethod> kind, Classifier classifier, String layer) {
    return new Methods(new MethodSettings(Convention.PYTORCH_GRAD_CAM, SAMPLES, 1))
        .all().stream()
            .filter(kind::isInstance)
            .filter(method -> !LEFT_OUT.contains(method.name()))
            .filter(method -> method.objection(classifier, classifier.layer(layer)).isEmpty())
            .toList();
  }

  /** The maps of one image of a batch, for its predicted class, by method. */
  static Map<String, float[]> maps(Explainer explainer, List<byte[]> batch, int place) {
    List<Explanation> explanations =
        explainer
            .explain(InputPixels.joined(batch), batch.size(), new ClassSelection.Predicted())
            .get(place);
    Map<String, float[]> maps = new LinkedHashMap<>();
    explanations.forEach(each -> maps.put(each.method(), each.signed().values()));
    return maps;
  }

  /** The maps of the first image by methods of each kind, at the last layer. */
  static Map<String, float[]> here() {
    try (Classifier classifier = classifier();
        Explainer explainer =
            new Explainer(
                classifier,
                ExplanationPlan.of(
                    methods(ExplanationMethod.class, classifier, "re_lu_12").stream()
                        .filter(method -> ELSEWHERE.contains(method.name()))
                        .toList(),
                    List.of(classifier.layer("re_lu_12"))))) {
      return maps(explainer, images(1, classifier.card().inputSize()), 0);
    }
  }

  /** The same from a process with other variables in its environment. */
  static Map<String, float[]> elsewhere(Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("maps");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MapsOfShippedModel.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "Expected maps of another process, found exit code %d: %s"
              .formatted(code, Files.readString(log)));
    }
    return read(file);
  }

  /** Writes the maps to a file. */
  public static void main(String[] arguments) throws IOException {
    Map<String, float[]> maps = here();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0]))))) {
      out.writeInt(maps.size());
      for (Map.Entry<String, float[]> map : maps.entrySet()) {
        out.writeUTF(map.getKey());
        out.writeInt(map.getValue().length);
        for (float value : map.getValue()) {
          out.writeFloat(value);
        }
      }
    }
  }

  private static Map<String, float[]> read(Path file) {
    Map<String, float[]> maps = new LinkedHashMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int left = in.readInt(); left > 0; left--) {
        String method = in.readUTF();
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
          values[i] = in.readFloat();
        }
        maps.put(method, values);
      }
      return maps;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
