package io.github.gradcam.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SavedModel;

/** A damaged model gives a classifier or is refused in clear words. */
final class Models implements FuzzKind {

  private static final String FOLDER = "savedmodel.zip";

  private final Path scratch = Files.createTempDirectory("fuzz-models");
  private final byte[] legacy;
  private final ZippedFiles keras;
  private final byte[] frozen;
  private final byte[] onnx;
  private final byte[] lite;
  private final List<ZippedFiles> folders;

  Models() throws IOException {
    KernelRuntime.settle(); // before TensorFlow is loaded, which would mean trials
    legacy = SmallModels.legacy(scratch, SmallModels.config());
    keras = ZippedFiles.of(SmallModels.archive(scratch));
    frozen = SmallModels.frozen();
    onnx = SmallModels.onnx();
    lite = SmallModels.lite();
    folders = List.of(SmallModels.own(scratch), SmallModels.foreign(scratch));
  }

  @Override
  public FuzzInput next(RandomGenerator random) throws IOException {
    return switch (random.nextInt(12)) {
      case 0 -> new FuzzInput("h5", new Mutator(random).mutated(legacy, frozen));
      case 1 -> new FuzzInput("h5", legacy(random));
      case 2 -> new FuzzInput("keras", changed(keras, random).zip());
      case 3 -> new FuzzInput("keras", new Mutator(random).mutated(keras.zip(), legacy));
      case 4 -> new FuzzInput("pb", changed(frozen, GraphDef.parser(), random));
      case 5, 6 -> new FuzzInput("onnx", changed(onnx, ModelProto.parser(), random));
      case 7, 8, 9 -> new FuzzInput("tflite", new Mutator(random).mutated(lite, legacy));
      default -> new FuzzInput(FOLDER, changed(folders.get(random.nextInt(2)), random).zip());
    };
  }

  private byte[] legacy(RandomGenerator random) throws IOException {
    return SmallModels.legacy(scratch, new JsonMutator(random).mutated(SmallModels.config()));
  }

  /** Changes one file. */
  private ZippedFiles changed(ZippedFiles files, RandomGenerator random) throws IOException {
    String name = files.names().get(random.nextInt(files.names().size()));
    byte[] content = files.contents().get(name);
    byte[] changed;
    if (name.endsWith(".json")) {
      changed = new JsonMutator(random).mutated(content);
    } else if (name.endsWith(".pb") && !name.equals("fingerprint.pb")) {
      changed = changed(content, SavedModel.parser(), random);
    } else {
      changed = new Mutator(random).mutated(content, frozen);
    }
    return files.with(name, changed);
  }

  private byte[] changed(byte[] bytes, Parser<? extends Message> parser, RandomGenerator random)
      throws InvalidProtocolBufferException {
    return random.nextInt(4) == 0
        ? new Mutator(random).mutated(bytes, legacy)
        : new MessageMutator(random).mutated(parser.parseFrom(bytes)).toByteArray();
  }

  @Override
  public void read(FuzzInput input, Path file) throws IOException {
    Path model = file;
    if (input.form().equals(FOLDER)) {
      model = file.resolveSibling("last-model");
      delete(model);
      ZippedFiles.of(input.bytes()).unpack(model);
    }
    try (Classifier classifier =
        new ModelSource(model, SmallModels.RAW_PIXELS)
            .load(Execution.of(Precision.FLOAT32))
            .classifier()) {
      classifier.layers().forEach(layer -> classifier.layer(layer.name()));
    } catch (ModelException e) {
      ClearMessage.check(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
