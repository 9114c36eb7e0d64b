package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The input and the output of a SavedModel's signature that make a classifier.
 *
 * @param input the tensor that takes the images
 * @param output the tensor that gives a number for each class
 */
record SignatureChoice(String input, String output) {

  private static final String DEFAULT = "serving_default";
  private static final String PREDICT = "tensorflow/serving/predict";

  /** Where several outputs give a number for each class, the first of these names. */
  private static final List<String> TELLING =
      List.of("logits", "probabilities", "scores", "predictions", "output_0");

  static SignatureChoice of(MetaGraphDef meta, ModelDescription description, Path folder) {
    Map<String, SignatureDef> all = new TreeMap<>(meta.getSignatureDefMap());
    all.values().removeIf(signature -> signature.getInputsCount() == 0);
    String name = name(all, description);
    SignatureDef signature = all.get(name);
    if (signature == null) {
      throw new ModelException(
          "Expected a signature '%s' in %s, found %s; choose one with --signature"
              .formatted(name, folder, all.isEmpty() ? "none" : all.keySet()));
    }
    String where = "signature '%s' of %s".formatted(name, folder);
    return new SignatureChoice(
        input(signature, description, where), output(signature, description, where));
  }

  private static String name(Map<String, SignatureDef> all, ModelDescription description) {
    if (description.signature() != null) {
      return description.signature();
    }
    List<String> predicting =
        all.entrySet().stream()
            .filter(entry -> entry.getValue().getMethodName().equals(PREDICT))
            .map(Map.Entry::getKey)
            .toList();
    return !all.containsKey(DEFAULT) && predicting.size() == 1 ? predicting.get(0) : DEFAULT;
  }

  private static String input(SignatureDef signature, ModelDescription description, String where) {
    Map<String, TensorInfo> inputs = new TreeMap<>(signature.getInputsMap());
    if (description.input() != null) {
      TensorInfo named = inputs.get(description.input());
      return named == null ? description.input() : SavedModelReader.tensor(named);
    }
    Map<String, TensorInfo> pictures = kept(inputs, SignatureChoice::takesImages);
    if (pictures.size() > 1) {
      pictures.values().removeIf(info -> info.getTensorShape().getUnknownRank());
    }
    if (pictures.size() != 1) {
      throw new ModelException(
          "Expected one input for images [N, height, width, channels] in the %s, found %s; name it with --input, if there is one: gradcam explains image classifiers"
              .formatted(where, words(inputs)));
    }
    return SavedModelReader.tensor(pictures.values().iterator().next());
  }

  private static String output(SignatureDef signature, ModelDescription description, String where) {
    Map<String, TensorInfo> outputs = new TreeMap<>(signature.getOutputsMap());
    if (description.logits() != null) {
      TensorInfo named = outputs.get(description.logits());
      return named == null ? description.logits() : SavedModelReader.tensor(named);
    }
    Map<String, TensorInfo> classes = kept(outputs, SignatureChoice::givesClasses);
    for (String name : TELLING) {
      if (classes.size() > 1 && classes.containsKey(name)) {
        classes.keySet().retainAll(List.of(name));
      }
    }
    if (classes.size() != 1) {
      throw new ModelException(
          "Expected one output with a number for each class [N, classes] in the %s, found %s; name one with --logits"
              .formatted(where, words(outputs)));
    }
    return SavedModelReader.tensor(classes.values().iterator().next());
  }

  private static Map<String, TensorInfo> kept(
      Map<String, TensorInfo> from, Predicate<TensorInfo> condition) {
    Map<String, TensorInfo> kept = new TreeMap<>(from);
    kept.values().removeIf(condition.negate());
    return kept;
  }

  private static boolean takesImages(TensorInfo info) {
    int rank = info.getTensorShape().getDimCount();
    boolean numbers = info.getDtype() == DataType.DT_FLOAT || info.getDtype() == DataType.DT_UINT8;
    return numbers && (rank == 4 || info.getTensorShape().getUnknownRank());
  }

  private static boolean givesClasses(TensorInfo info) {
    int rank = info.getTensorShape().getDimCount();
    boolean unknown = info.getTensorShape().getUnknownRank();
    return info.getDtype() == DataType.DT_FLOAT && (unknown || rank == 2 || isFlat(info));
  }

  private static boolean isFlat(TensorInfo info) {
    return info.getTensorShape().getDimCount() == 4
        && info.getTensorShape().getDim(1).getSize() == 1
        && info.getTensorShape().getDim(2).getSize() == 1;
  }

  private static String words(Map<String, TensorInfo> tensors) {
    return tensors.entrySet().stream()
        .map(
            entry ->
                "%s %s %s"
                    .formatted(
                        entry.getKey(),
                        entry
                            .getValue()
                            .getDtype()
                            .name()
                            .substring(3)
                            .toLowerCase(java.util.Locale.ROOT),
                        entry.getValue().getTensorShape().getDimList().stream()
                            .map(size -> size.getSize() < 0 ? "?" : String.valueOf(size.getSize()))
                            .toList()))
        .collect(Collectors.joining(", "));
  }
}
