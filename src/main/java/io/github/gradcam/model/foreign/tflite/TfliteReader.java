package io.github.gradcam.model.foreign.tflite;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.LoweredModel;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.MappedMessage;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.Graphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Reads networks of TensorFlow Lite: one subgraph of operators that are understood. */
public final class TfliteReader {

  private static final String MAGIC = "TFL3";
  private static final int RANK = 4;
  private static final int CUSTOM = 32;
  private static final long LARGEST_LABELS = 16 << 20;
  private static final int MOST_LABEL_FILES = 8;

  private final Path file;
  private final Map<String, String> layers = new LinkedHashMap<>();

  /**
   * Names a model; nothing is read yet.
   *
   * @param file that holds it
   */
  public TfliteReader(Path file) {
    this.file = file;
  }

  /**
   * Tells TensorFlow Lite by how files begin.
   *
   * @param start the first bytes of a file, at least 8 where it has so many
   * @return whether it begins so
   */
  public static boolean isStart(String start) {
    return start.startsWith(MAGIC, 4);
  }

  /**
   * Reads the network.
   *
   * @param input the tensor that takes the images; null to find it
   * @param logits the tensor that gives the classes' numbers; null to find it
   * @return the network, and what the file says besides
   * @throws ModelException if the file is damaged, has no such ends or an operator is not known
   */
  public LoweredModel read(@Nullable String input, @Nullable String logits) {
    try {
      ByteBuffer bytes = MappedMessage.map(file);
      return read(FlatTable.root(bytes.order(ByteOrder.LITTLE_ENDIAN)), input, logits);
    } catch (IOException e) {
      throw new ModelException(
          "Expected a TensorFlow Lite network in %s, found: %s".formatted(file, FailureWords.of(e)),
          e);
    } catch (ModelException e) {
      throw e;
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | NegativeArraySizeException
        | ArithmeticException e) {
      throw new ModelException(
          "Expected a whole TensorFlow Lite network in %s, found: %s"
              .formatted(file, FailureWords.of(e)),
          e);
    }
  }

  private LoweredModel read(FlatTable model, @Nullable String input, @Nullable String logits) {
    List<FlatTable> graphs = model.tables(2);
    if (graphs.isEmpty()) {
      throw new ModelException("Expected a network in %s, found none".formatted(file));
    }
    FlatTable graph = graphs.get(0);
    List<FlatTable> buffers = model.tables(4);
    List<TfliteTensor> tensors =
        graph.tables(0).stream().map(table -> TfliteTensor.of(table, buffers)).toList();
    TfliteTensor images = images(named(tensors, graph.numbers(1)), input);
    TfliteTensor answer = answer(tensors, named(tensors, graph.numbers(2)), logits);
    try (Graph made = Graphs.empty()) {
      GraphWriter writer = new GraphWriter(made);
      IdentityHashMap<TfliteTensor, Output<?>> values = new IdentityHashMap<>();
      Output<?> placeholder = writer.placeholder(images.name(), type(images), images.sizes());
      values.put(images, placeholder);
      List<Integer> codes = model.tables(1).stream().map(TfliteReader::code).toList();
      for (FlatTable operator : graph.tables(3)) {
        if (!values.containsKey(answer)) {
          lower(operator, codes, tensors, values, writer);
        }
      }
      Output<?> output = values.get(answer);
      if (output == null) {
        throw new ModelException(
            "Expected an operator that gives '%s' in %s, found none"
                .formatted(answer.name(), file));
      }
      FlatNetwork network =
          new FlatNetwork(
              writer.complete(made.toGraphDef()),
              placeholder.op().name(),
              NodeIndex.tensor(output.op().name(), output.index()),
              layers,
              "TensorFlow Lite file");
      return new LoweredModel(network, labels(answer), preprocess(images), notes(images));
    }
  }

  /** The number is a byte in old files, and 127 there where it is larger. */
  private static int code(FlatTable operator) {
    return Math.max(operator.small(0), operator.number(3, 0));
  }

  private static List<TfliteTensor> named(List<TfliteTensor> tensors, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(tensors::get).toList();
  }

  private TfliteTensor images(List<TfliteTensor> inputs, @Nullable String name) {
    List<TfliteTensor> pictures =
        inputs.stream()
            .filter(each -> name == null ? each.shape().length == RANK : each.name().equals(name))
            .toList();
    if (pictures.size() != 1) {
      throw new ModelException(
          "Expected one input for images [N, height, width, channels] in %s, found %s; name it with --input, if there is one: gradcam explains image classifiers"
              .formatted(file, words(inputs)));
    }
    return pictures.get(0);
  }

  private TfliteTensor answer(
      List<TfliteTensor> tensors, List<TfliteTensor> outputs, @Nullable String name) {
    List<TfliteTensor> found =
        name == null
            ? outputs
            : tensors.stream()
                .filter(each -> each.name().equals(name) || each.shown().equals(name))
                .limit(1)
                .toList();
    if (found.size() != 1) {
      throw new ModelException(
          "Expected one output with a number for each class [N, classes] in %s, found %s; name one with --logits"
              .formatted(file, words(outputs)));
    }
    return found.get(0);
  }

  private static String words(List<TfliteTensor> tensors) {
    return tensors.isEmpty()
        ? "none"
        : tensors.stream()
            .map(each -> "'%s' %s".formatted(each.name(), Arrays.toString(each.shape())))
            .collect(Collectors.joining(", "));
  }

  private static DataType type(TfliteTensor images) {
    boolean real = images.type() == TfliteTensor.FLOAT32 || images.isQuantised();
    return real ? DataType.DT_FLOAT : DataType.DT_UINT8;
  }

  private void lower(
      FlatTable table,
      List<Integer> codes,
      List<TfliteTensor> tensors,
      IdentityHashMap<TfliteTensor, Output<?>> values,
      GraphWriter writer) {
    int code = codes.get(table.number(0, 0));
    List<TfliteTensor> outputs = named(tensors, table.numbers(2));
    String name = outputs.isEmpty() ? "?" : outputs.get(0).shown();
    List<Optional<TfliteTensor>> inputs = new ArrayList<>();
    for (int number : table.numbers(1)) {
      inputs.add(number < 0 ? Optional.empty() : Optional.of(tensors.get(number)));
    }
    TfliteOps.Lowering lowering =
        TfliteOps.find(code)
            .orElseThrow(
                () ->
                    new ModelException(
                        "Expected operators of TensorFlow Lite that are known here in %s, found %s in '%s'; name a tensor before it with --logits, or give the model that the file was converted from"
                            .formatted(
                                file,
                                code == CUSTOM ? "an operator of its own" : TfliteOps.name(code),
                                name)));
    writer.begin(name);
    try {
      List<Output<?>> made =
          lowering.of(new TfliteOperator(name, inputs, outputs, table.table(4), values, writer));
      for (int i = 0; i < outputs.size(); i++) {
        values.put(outputs.get(i), made.get(i));
      }
      remember(made.get(0), name);
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelException(
          "Expected operators that TensorFlow can compute in %s, found %s in '%s': %s"
              .formatted(
                  file,
                  TfliteOps.name(code),
                  name,
                  FailureWords.of(e, "settings or inputs that do not fit")),
          e);
    }
  }

  private void remember(Output<?> maps, String name) {
    if (maps.shape().numDimensions() == RANK
        && maps.dataType() == DataType.DT_FLOAT
        && maps.index() == 0) {
      layers.putIfAbsent(maps.op().name(), name);
    }
  }

  /** Whole numbers of pixels tell how they are made floats. */
  private static @Nullable String preprocess(TfliteTensor images) {
    if (!images.isQuantised() || images.scale().length != 1 || images.zero().length != 1) {
      return null;
    }
    boolean bytes = images.type() == TfliteTensor.UINT8;
    String mean = String.valueOf((float) images.zero()[0] + (bytes ? 0 : 128));
    String deviation = String.valueOf(1 / images.scale()[0]);
    return "rgb:%1$s,%1$s,%1$s,%2$s,%2$s,%2$s".formatted(mean, deviation);
  }

  private static List<String> notes(TfliteTensor images) {
    return images.isQuantised()
        ? List.of(
            "The file is quantised: its weights are taken as they are, its activations are computed as floats and not rounded")
        : List.of();
  }

  /** Files that were packed behind the network, one of which may name the classes. */
  private List<String> labels(TfliteTensor answer) {
    int classes = answer.shape().length == 0 ? 0 : answer.shape()[answer.shape().length - 1];
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> texts =
          zip.stream()
              .filter(each -> each.getName().endsWith(".txt"))
              .limit(MOST_LABEL_FILES)
              .toList();
      for (ZipEntry entry : texts) {
        if (entry.getSize() < LARGEST_LABELS) {
          byte[] bytes = zip.getInputStream(entry).readNBytes((int) LARGEST_LABELS);
          List<String> lines =
              new String(bytes, StandardCharsets.UTF_8).lines().map(String::strip).toList();
          if (lines.size() == classes) {
            return lines;
          }
        }
      }
    } catch (IOException e) {
      return List.of(); // nothing is packed behind it
    }
    return List.of();
  }
}
