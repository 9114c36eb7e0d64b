package io.github.gradcam.model.foreign.onnx.op;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The operators that are understood. */
public final class OnnxOps {

  /** The versions of the standard operators that were looked at. */
  public static final int FIRST_OPSET = 7;

  /** The last that was looked at. */
  public static final int LAST_OPSET = 21;

  /** Operators of training, chance, loops and lists, which no gradient goes through. */
  private static final Set<String> OTHERS =
      Set.of(
          "Loop", "Scan", "SequenceAt", "SequenceConstruct", "NonMaxSuppression", "RandomNormal");

  private static final String MICROSOFT = "com.microsoft";

  /** Operators that ONNX Runtime's optimiser writes. */
  private static final Set<String> OF_MICROSOFT =
      Set.of(
          "Gelu",
          "QuickGelu",
          "QuantizeLinear",
          "DequantizeLinear",
          "QGemm",
          "QLinearAdd",
          "QLinearMul",
          "QLinearConcat",
          "QLinearGlobalAveragePool",
          "QLinearAveragePool",
          "QLinearSigmoid");

  private static final Map<String, OnnxOp> ALL = all();

  private OnnxOps() {}

  /**
   * Finds an operator.
   *
   * @param domain whose operator it is; nothing or {@code ai.onnx} for ONNX itself
   * @param type as ONNX calls it
   * @return empty where it is not understood
   */
  public static Optional<OnnxOp> find(String domain, String type) {
    boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
    boolean known = standard || (domain.equals(MICROSOFT) && OF_MICROSOFT.contains(type));
    return Optional.ofNullable(ALL.get(type)).filter(op -> known);
  }

  /**
   * Tells whether an operator is known not to fit here.
   *
   * @param type as ONNX calls it
   * @return whether it is a loop, a list or the like
   */
  public static boolean isBeyond(String type) {
    return OTHERS.contains(type) || type.startsWith("Sequence") || type.startsWith("Random");
  }

  private static Map<String, OnnxOp> all() {
    Map<String, OnnxOp> all = new TreeMap<>();
    activations(all);
    elementwise(all);
    layers(all);
    reductions(all);
    shapes(all);
    quantised(all);
    return Collections.unmodifiableMap(all);
  }

  private static void activations(Map<String, OnnxOp> all) {
    for (String op : new String[] {"Relu", "Sigmoid", "Tanh", "Softplus", "Softsign"}) {
      all.put(op, Elementwise.unary(op));
    }
    all.put("LeakyRelu", Elementwise.formula((n, f, x) -> f.leakyRelu(x, n.real("alpha", 0.01))));
    all.put("Elu", Elementwise.formula((n, f, x) -> f.elu(x, n.real("alpha", 1), 1)));
    all.put(
        "Celu", Elementwise.formula((n, f, x) -> f.elu(x, n.real("alpha", 1), n.real("alpha", 1))));
    all.put(
        "Selu",
        Elementwise.formula(
            (n, f, x) ->
                f.selu(
                    x, n.real("alpha", 1.6732631921768188), n.real("gamma", 1.0507010221481323))));
    all.put(
        "HardSigmoid",
        Elementwise.formula(
            (n, f, x) -> f.hardSigmoid(x, n.real("alpha", 0.2), n.real("beta", 0.5))));
    all.put("HardSwish", Elementwise.formula((n, f, x) -> f.hardSwish(x)));
    all.put(
        "Gelu",
        Elementwise.formula((n, f, x) -> f.gelu(x, n.word("approximate", "none").equals("tanh"))));
    all.put("Mish", Elementwise.formula((n, f, x) -> f.mish(x)));
    all.put("Swish", Elementwise.formula((n, f, x) -> f.swish(x, n.real("alpha", 1))));
    all.put("QuickGelu", Elementwise.formula((n, f, x) -> f.swish(x, n.real("alpha", 1.702))));
    all.put(
        "ThresholdedRelu",
        Elementwise.formula((n, f, x) -> f.thresholdedRelu(x, n.real("alpha", 1))));
    all.put(
        "Shrink",
        Elementwise.formula((n, f, x) -> f.shrink(x, n.real("bias", 0), n.real("lambd", 0.5))));
    all.put("PRelu", OnnxOp.of(Elementwise::parametricRelu));
    all.put("Clip", OnnxOp.of(Elementwise::clip));
    all.put("Softmax", Normalizations.softmax("Softmax"));
    all.put("LogSoftmax", Normalizations.softmax("LogSoftmax"));
    all.put("Hardmax", OnnxOp.of(Normalizations::hardmax));
  }

  private static void elementwise(Map<String, OnnxOp> all) {
    for (String op :
        new String[] {
          "Abs",
          "Neg",
          "Exp",
          "Log",
          "Sqrt",
          "Floor",
          "Ceil",
          "Sign",
          "Sin",
          "Cos",
          "Tan",
          "Asin",
          "Acos",
          "Atan",
          "Sinh",
          "Cosh",
          "Asinh",
          "Acosh",
          "Atanh",
          "Erf",
          "Reciprocal"
        }) {
      all.put(op, Elementwise.unary(op));
    }
    all.put("Round", Elementwise.unary("Rint"));
    all.put("Not", Elementwise.unary("LogicalNot"));
    all.put("IsNaN", Elementwise.unary("IsNan"));
    all.put("Add", Elementwise.binary("AddV2"));
    all.put("Sub", Elementwise.binary("Sub"));
    all.put("Mul", Elementwise.binary("Mul"));
    all.put("Div", OnnxOp.of(Elementwise::divide));
    all.put("Mod", OnnxOp.of(Elementwise::modulo));
    all.put("Pow", OnnxOp.of(Elementwise::power));
    all.put("Max", Elementwise.folding("Maximum"));
    all.put("Min", Elementwise.folding("Minimum"));
    all.put("Sum", Elementwise.folding("AddV2"));
    all.put("Mean", OnnxOp.of(Elementwise::mean));
    all.put("And", Elementwise.binary("LogicalAnd"));
    all.put("Or", Elementwise.binary("LogicalOr"));
    all.put("Xor", Elementwise.binary("NotEqual"));
    all.put("Equal", Elementwise.binary("Equal"));
    all.put("Greater", Elementwise.binary("Greater"));
    all.put("GreaterOrEqual", Elementwise.binary("GreaterEqual"));
    all.put("Less", Elementwise.binary("Less"));
    all.put("LessOrEqual", Elementwise.binary("LessEqual"));
    all.put("Where", OnnxOp.of(Elementwise::where));
    all.put("Cast", OnnxOp.of(Elementwise::cast));
    all.put("CastLike", OnnxOp.of(Elementwise::cast));
    all.put("Identity", Elementwise.IDENTITY);
    all.put("Dropout", Elementwise::dropout);
  }

  private static void layers(Map<String, OnnxOp> all) {
    all.put("Conv", OnnxOp.of(Convolutions::forward));
    all.put("ConvTranspose", OnnxOp.of(Convolutions::backward));
    all.put("MaxPool", OnnxOp.of(Poolings::max));
    all.put("AveragePool", OnnxOp.of(Poolings::mean));
    all.put("LpPool", OnnxOp.of(Poolings::norm));
    all.put("GlobalAveragePool", OnnxOp.of(Poolings::globalMean));
    all.put("GlobalMaxPool", OnnxOp.of(Poolings::globalMax));
    all.put("GlobalLpPool", OnnxOp.of(Poolings::globalNorm));
    all.put("LRN", OnnxOp.of(Poolings::response));
    all.put("BatchNormalization", OnnxOp.of(Normalizations::batch));
    all.put("InstanceNormalization", OnnxOp.of(Normalizations::instance));
    all.put("LayerNormalization", Normalizations::layer);
    all.put("GroupNormalization", OnnxOp.of(Normalizations::group));
    all.put("MeanVarianceNormalization", OnnxOp.of(Normalizations::meanVariance));
    all.put("LpNormalization", OnnxOp.of(Normalizations::norm));
    all.put("Gemm", OnnxOp.of(Matrices::general));
    all.put("MatMul", OnnxOp.of(Matrices::product));
    all.put("Einsum", OnnxOp.of(Matrices::einsum));
    all.put("Resize", OnnxOp.of(ResizedMaps::resize));
    all.put("Upsample", OnnxOp.of(ResizedMaps::resize));
  }

  private static void quantised(Map<String, OnnxOp> all) {
    all.put("QuantizeLinear", OnnxOp.of(Quantization::quantize));
    all.put("DequantizeLinear", OnnxOp.of(Quantization::dequantize));
    all.put("DynamicQuantizeLinear", Quantization::dynamic);
    all.put("QLinearConv", OnnxOp.of(Quantization::convolution));
    all.put("QLinearMatMul", OnnxOp.of(Quantization::product));
    all.put("ConvInteger", OnnxOp.of(Quantization::wholeConvolution));
    all.put("MatMulInteger", OnnxOp.of(Quantization::wholeProduct));
    all.put("QGemm", OnnxOp.of(Quantization::general));
    all.put("QLinearAdd", Quantization.binary("AddV2"));
    all.put("QLinearMul", Quantization.binary("Mul"));
    all.put("QLinearConcat", OnnxOp.of(Quantization::concat));
    all.put("QLinearGlobalAveragePool", Quantization.unary(Poolings::globalMean));
    all.put("QLinearAveragePool", Quantization.unary(Poolings::mean));
    all.put(
        "QLinearSigmoid",
        Quantization.unary(
            node -> node.like(node.input(0), node.writer().op("Sigmoid", node.asHeld(0)).get())));
  }

  private static void reductions(Map<String, OnnxOp> all) {
    all.put("ReduceSum", Reductions.of("Sum"));
    all.put("ReduceMean", Reductions.of("Mean"));
    all.put("ReduceMax", Reductions.of("Max"));
    all.put("ReduceMin", Reductions.of("Min"));
    all.put("ReduceProd", Reductions.of("Prod"));
    all.put("ReduceL1", Reductions.of("Sum", "Abs", ""));
    all.put("ReduceL2", Reductions.of("Sum", "Square", "Sqrt"));
    all.put("ReduceSumSquare", Reductions.of("Sum", "Square", ""));
    all.put("ReduceLogSum", Reductions.of("Sum", "", "Log"));
    all.put("ReduceLogSumExp", OnnxOp.of(Reductions::logSumExp));
    all.put("ArgMax", Reductions.position("ArgMax"));
    all.put("ArgMin", Reductions.position("ArgMin"));
    all.put("TopK", Reductions::largest);
  }

  private static void shapes(Map<String, OnnxOp> all) {
    all.put("Reshape", OnnxOp.of(Shapes::reshape));
    all.put("Flatten", OnnxOp.of(Shapes::flatten));
    all.put("Squeeze", OnnxOp.of(Shapes::squeeze));
    all.put("Unsqueeze", OnnxOp.of(Shapes::unsqueeze));
    all.put("Transpose", OnnxOp.of(Shapes::transpose));
    all.put("Shape", OnnxOp.of(Shapes::shape));
    all.put("Size", OnnxOp.of(Shapes::size));
    all.put("Constant", OnnxOp.of(Shapes::constant));
    all.put("ConstantOfShape", OnnxOp.of(Shapes::filled));
    all.put("Expand", OnnxOp.of(Shapes::expand));
    all.put("Tile", OnnxOp.of(Shapes::tile));
    all.put("Range", OnnxOp.of(Shapes::range));
    all.put("DepthToSpace", OnnxOp.of(Shapes::depthToSpace));
    all.put("SpaceToDepth", OnnxOp.of(Shapes::spaceToDepth));
    all.put("Trilu", OnnxOp.of(Shapes::triangle));
    all.put("CumSum", OnnxOp.of(Shapes::cumulated));
    all.put("OneHot", OnnxOp.of(Shapes::oneHot));
    all.put("Slice", OnnxOp.of(Slices::slice));
    all.put("Split", Slices::split);
    all.put("Concat", OnnxOp.of(Slices::concat));
    all.put("Gather", OnnxOp.of(Slices::gather));
    all.put("GatherND", OnnxOp.of(Slices::gatherNd));
    all.put("ScatterND", OnnxOp.of(Slices::scatterNd));
    all.put("Pad", OnnxOp.of(Slices::pad));
  }
}
