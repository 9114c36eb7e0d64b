package io.github.gradcam.model.foreign;

import static io.github.gradcam.model.foreign.onnx.OnnxFiles.ints;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX files that cannot be used: what is said of them. */
class BrokenOnnxTest {

  @TempDir Path top;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(top.resolve("model"));
  }

  private static OnnxFiles begun(long opset) {
    return new OnnxFiles(opset).input("image", 0, 3, 4, 4).output("scores", 0, 2);
  }

  private static OnnxFiles ending(OnnxFiles sketch) {
    return sketch
        .node("Conv", "conv", List.of("image", "w"))
        .node("GlobalAveragePool", "pool", List.of("conv"))
        .node("Flatten", "scores", List.of("pool"));
  }

  private void assertRefused(OnnxFiles sketch, String... words) {
    assertRefused(sketch.write(folder.resolve("net.onnx")), words);
  }

  private static void assertRefused(Path file, String... words) {
    assertThatThrownBy(
            () ->
                new ModelSource(file, ModelDescription.NONE)
                    .load(Execution.of(Precision.FLOAT32))
                    .classifier()
                    .close())
        .isInstanceOf(ModelException.class)
        .satisfies(
            failure -> {
              for (String word : words) {
                org.assertj.core.api.Assertions.assertThat(failure).hasMessageContaining(word);
              }
            });
  }

  private static OnnxFiles external(String location, long offset, long length) {
    return ending(
        begun(13)
            .tensor(
                tensor -> {
                  tensor
                      .setName("w")
                      .setDataType(1)
                      .addAllDims(List.of(2L, 3L, 1L, 1L))
                      .setDataLocation(DataLocation.EXTERNAL);
                  entry(tensor, "location", location);
                  entry(tensor, "offset", String.valueOf(offset));
                  entry(tensor, "length", String.valueOf(length));
                }));
  }

  private static void entry(TensorProto.Builder tensor, String key, String value) {
    tensor.addExternalDataBuilder().setKey(key).setValue(value);
  }

  @Test
  void valuesInAFileOfTheirOwnAreRead() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[32]);
    Path file = external("weights.bin", 8, 24).write(folder.resolve("net.onnx"));
    new ModelSource(file, ModelDescription.NONE)
        .load(Execution.of(Precision.FLOAT32))
        .classifier()
        .close();
  }

  @Test
  void filesOutsideOfTheModelsFolderAreNotRead() throws IOException {
    Path secret = Files.write(top.resolve("secret"), new byte[24]);
    assertRefused(external("../secret", 0, 24), "'../secret'", "elsewhere and is not read");
    assertRefused(external(secret.toString(), 0, 24), "elsewhere and is not read");
    Files.createSymbolicLink(folder.resolve("link"), secret);
    assertRefused(external("link", 0, 24), "elsewhere and is not read");
  }

  @Test
  void fileOfValuesThatIsTooShortOrMissingIsNamed() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[32]);
    assertRefused(external("weights.bin", 16, 24), "24 bytes from 16", "a file of 32 bytes");
    assertRefused(external("weights.bin", -1, 24), "a file of 32 bytes");
    assertRefused(external("weights.bin", Long.MAX_VALUE, 24), "a file of 32 bytes");
    assertRefused(external("gone.bin", 0, 24), "'gone.bin'", "copy it");
  }

  @Test
  void sizesThatNoMemoryHoldsAreRefusedBeforeItIsAskedFor() {
    for (long size : new long[] {Long.MAX_VALUE, 1L << 40, -1}) {
      assertRefused(
          ending(
              begun(13)
                  .tensor(
                      tensor ->
                          tensor
                              .setName("w")
                              .setDataType(1)
                              .addDims(2)
                              .addDims(size)
                              .setRawData(ByteString.copyFrom(new byte[24])))),
          "constant 'w'",
          "is the model whole?");
    }
  }

  /** The images less their mean over all axes, the batch among them. */
  private static OnnxFiles lessTheMean(OnnxFiles sketch, String images) {
    return sketch
        .node("ReduceMean", "mean", List.of(images), OnnxFiles.integer("keepdims", 0))
        .node("Sub", "even", List.of(images, "mean"))
        .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
        .node("Conv", "conv", List.of("even", "w"))
        .node("GlobalAveragePool", "pool", List.of("conv"))
        .node("Flatten", "scores", List.of("pool"));
  }

  @Test
  void meansOverAllImagesAreRefused() {
    String[] words = {"depends on the others", "of each image alone", "dynamic_axes"};
    for (long batch : new long[] {0, 1}) {
      OnnxFiles sketch = new OnnxFiles(13).input("image", batch, 3, 4, 4);
      assertRefused(lessTheMean(sketch, "image").output("scores", batch, 2), words);
    }
    OnnxFiles bytes =
        new OnnxFiles(13)
            .input("image", 1, 3, 4, 4)
            .withInputType(TensorProto.DataType.UINT8_VALUE)
            .node("Cast", "real", List.of("image"), OnnxFiles.integer("to", 1));
    assertRefused(lessTheMean(bytes, "real").output("scores", 1, 2), words);
  }

  @Test
  void softmaxAndProductsOverAllImagesAreRefused() {
    OnnxFiles squeezed =
        new OnnxFiles(13)
            .input("image", 1, 3, 4, 4)
            .node("GlobalMaxPool", "pool", List.of("image"))
            .node("Flatten", "numbers", List.of("pool"))
            .node("Softmax", "scores", List.of("numbers"), OnnxFiles.integer("axis", 0))
            .output("scores", 1, 3);
    assertRefused(squeezed, "depends on the others");
    OnnxFiles product =
        new OnnxFiles(13)
            .input("image", 1, 3, 4, 4)
            .node("GlobalMaxPool", "pool", List.of("image"))
            .node("Flatten", "numbers", List.of("pool"))
            .node("Transpose", "turned", List.of("numbers"))
            .node("MatMul", "squares", List.of("turned", "numbers"))
            .node("MatMul", "scores", List.of("numbers", "squares"))
            .output("scores", 1, 3);
    assertRefused(product, "depends on the others");
  }

  /** Numbers that are computed while the file is read, and added to the scores. */
  private static OnnxFiles adding(OnnxFiles sketch, String computed) {
    return sketch
        .node("ReduceMax", "most", List.of(computed), OnnxFiles.integer("keepdims", 0))
        .node("GlobalAveragePool", "pool", List.of("image"))
        .node("Flatten", "flat", List.of("pool"))
        .node("Add", "scores", List.of("flat", "most"))
        .output("scores", 0, 3);
  }

  @Test
  void constantsThatWouldBeComputedBeyondAllMemoryAreRefusedBefore() {
    OnnxFiles sketch =
        new OnnxFiles(13)
            .input("image", 0, 3, 4, 4)
            .floats("rows", new long[] {32768, 1}, new float[32768])
            .floats("columns", new long[] {1, 32768}, new float[32768])
            .node("Add", "table", List.of("rows", "columns"));
    assertRefused(adding(sketch, "table"), "values a tensor", "[32768, 32768]", "'table/");
    OnnxFiles hot =
        new OnnxFiles(13)
            .input("image", 0, 3, 4, 4)
            .longs("indices", 1, 2)
            .longs("depth", Integer.MAX_VALUE)
            .floats("values", new long[] {2}, 0, 1)
            .node("OneHot", "hot", List.of("indices", "depth", "values"));
    assertRefused(adding(hot, "hot"), "values a tensor", "2147483647");
  }

  @Test
  void countsThatWouldTakeMemoryInTheReaderAreRefusedBefore() {
    OnnxFiles parts =
        new OnnxFiles(18)
            .input("image", 0, 3, 4, 4)
            .longs("all", 1, 2)
            .node("Split", "part", List.of("all"), OnnxFiles.integer("num_outputs", 2147483647));
    assertRefused(adding(parts, "part"), "an output for each part", "found 1 for 2147483647");
    OnnxFiles picked =
        new OnnxFiles(13)
            .input("image", 0, 3, 4, 4)
            .longs("all", 1, 2)
            .longs("at", 0, 1)
            .node("GatherND", "some", List.of("all", "at"));
    assertRefused(adding(picked, "some"), "at most 1 numbers an index, found 2");
    OnnxFiles padded =
        new OnnxFiles(13)
            .input("image", 0, 3, 4, 4)
            .longs("pads", 0, 0, 0, 0, 0, 0, 1 << 20, 1 << 20)
            .node("Pad", "wide", List.of("image", "pads"), OnnxFiles.word("mode", "edge"))
            .node("GlobalAveragePool", "pool", List.of("wide"))
            .node("Flatten", "scores", List.of("pool"))
            .output("scores", 0, 3);
    assertRefused(padded, "values a tensor", "[1, 3, 1048580, 1048580]");
  }

  @Test
  void functionsThatCallEachOtherWithoutEndInSightAreRefused() {
    OnnxFiles sketch = new OnnxFiles(13).input("image", 0, 3, 4, 4).output("scores", 0, 2);
    sketch.with(
        model -> {
          for (int level = 0; level < 20; level++) {
            FunctionProto.Builder function =
                model.addFunctionsBuilder().setDomain("own").setName("f" + level);
            function.addInput("x").addOutput("z");
            for (String way : List.of("xy", "yz")) {
              function
                  .addNodeBuilder()
                  .setDomain(level == 0 ? "" : "own")
                  .setOpType(level == 0 ? "Identity" : "f" + (level - 1))
                  .addInput(way.substring(0, 1))
                  .addOutput(way.substring(1));
            }
          }
          model
              .getGraphBuilder()
              .addNodeBuilder()
              .setDomain("own")
              .setOpType("f19")
              .setName("call")
              .addInput("image")
              .addOutput("twice");
        });
    sketch.node("Flatten", "scores", List.of("twice"));
    assertRefused(sketch, "200,000 nodes in all calls of functions", "'call/");
  }

  /** Of zeros that take no room on the disk. */
  private Path sparse(String name, long length) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
      zeros.setLength(length);
    }
    return file;
  }

  @Test
  void filesOfMoreThanTwoGigabytesAreRefusedInWords() throws IOException {
    sparse("weights.bin", 3L << 30);
    assertRefused(external("weights.bin", 0, 3L << 30), "at most 2 GB, found 3,221,225,472 bytes");
    assertRefused(sparse("net.pb", 3L << 30), "at most 2 GB, found 3,221,225,472 bytes");
  }

  @Test
  void valuesThatDoNotFillTheirShapeAreNamed() {
    assertRefused(
        ending(begun(13).floats("w", new long[] {2, 3, 1, 1}, 1, 2)),
        "constant 'w'",
        "Expected 6 values, found 2");
  }

  @Test
  void operatorThatIsNotKnownIsNamedWithItsNodeAndVersion() {
    assertRefused(
        begun(15)
            .node("Det", "det_1", List.of("image"))
            .node("Identity", "scores", List.of("det_1")),
        "found Det in node 'det_1' (opset 15)",
        "--logits",
        "docs/models.md");
    assertRefused(
        begun(15).node("Loop", "scores", List.of("image")),
        "found Loop",
        "no gradient goes through");
  }

  @Test
  void nodeThatDoesNotFitItsInputIsNamed() {
    assertRefused(
        ending(begun(13).floats("w", new long[] {2, 4, 1, 1}, new float[8])),
        "Conv in 'conv' (opset 13)",
        "found [2, 4, 1, 1]");
    assertRefused(
        begun(13).node("MaxPool", "scores", List.of("image"), ints("kernel_shape", 9, 9)),
        "MaxPool in 'scores'",
        "found 4 for 9");
  }

  @Test
  void oldOperatorsAreRefused() {
    assertRefused(
        ending(begun(6).floats("w", new long[] {2, 3, 1, 1}, new float[6])),
        "version 7 or later",
        "found 6",
        "opset_version=17");
  }

  @Test
  void secondInputAndNodesOutOfOrderAreNamed() {
    assertRefused(
        begun(13)
            .node("Add", "sum", List.of("image", "other"))
            .node("Flatten", "scores", List.of("sum")),
        "'other'",
        "node 'sum'");
    assertRefused(
        begun(13)
            .node("Relu", "a", List.of("b"))
            .node("Relu", "b", List.of("a"))
            .node("Flatten", "scores", List.of("a")),
        "'b'",
        "nodes in order");
  }

  @Test
  void openSidesAskForAnInputSize() {
    assertRefused(
        ending(
            new OnnxFiles(13)
                .input("image", 0, 3, 0, 0)
                .output("scores", 0, 2)
                .floats("w", new long[] {2, 3, 1, 1}, new float[6])),
        "give --input-size, such as 224");
  }

  @Test
  void branchThatDependsOnTheImageIsNamed() {
    assertRefused(
        begun(13)
            .node("ReduceMax", "most", List.of("image"))
            .node("Cast", "truth", List.of("most"), OnnxFiles.integer("to", 9))
            .node("If", "scores", List.of("truth")),
        "found If in 'scores', which does");
  }

  @Test
  void fileThatIsCutShortIsNamed() throws IOException {
    byte[] whole =
        ending(begun(13).floats("w", new long[] {2, 3, 1, 1}, new float[6])).model().toByteArray();
    Path file = folder.resolve("net.onnx");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(file, file.toString(), "Was it copied whole?");
  }
}
