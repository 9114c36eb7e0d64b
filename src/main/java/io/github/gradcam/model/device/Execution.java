package io.github.gradcam.model.device;

import io.github.gradcam.model.kernel.KernelRuntime;
import io.github.gradcam.model.kernel.NetworkKernels;
import io.github.gradcam.model.kernel.Precision;
import org.tensorflow.Graph;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a network is computed.
 *
 * @param precision how exactly
 * @param device where
 */
public record Execution(Precision precision, Device device) {

  /**
   * Leaves the place to TensorFlow: the first GPU, or the CPU where there is none.
   *
   * @param precision how exactly to compute
   * @return the execution
   */
  public static Execution of(Precision precision) {
    return new Execution(precision, Device.gpu(0));
  }

  /**
   * {@return the same, in mixed precision only where this process has kernels for it; says so where
   * not; this, or the same in single precision}
   */
  public Execution offered() {
    return precision == Precision.FLOAT32 || !onProcessor() || KernelRuntime.offersMixed()
        ? this
        : new Execution(Precision.FLOAT32, device);
  }

  /**
   * What the kernels of this process mean for a graph.
   *
   * @param graph to be computed
   * @return nothing for a graphics card, which has kernels of its own
   */
  public NetworkKernels kernels(Graph graph) {
    return onProcessor() ? new NetworkKernels(graph, precision) : NetworkKernels.trusted(graph);
  }

  /**
   * Says by what results were computed, for their records.
   *
   * @return such as "float32, kernels of eigen, AMD EPYC, family 26"
   */
  public String text() {
    return onProcessor()
        ? "%s, kernels of %s, %s"
            .formatted(
                precision.text(), KernelRuntime.settle().kernels(), KernelRuntime.processor())
        : "%s, %s".formatted(precision.text(), device);
  }

  private boolean onProcessor() {
    return device.kind() == Device.Kind.CPU || !ThisMachine.GPU;
  }

  /** Asked for once: TensorFlow tells its devices to a session of its own. */
  private static final class ThisMachine {
    static final boolean GPU = Devices.here().haveGpu();
  }

  /**
   * {@return the session settings for it} On the CPU nothing touches a graphics card. On a GPU
   * memory is taken as it is needed, so that others can share the card; an op that the device
   * cannot compute goes to the CPU.
   */
  public ConfigProto sessionConfig() {
    return sessionConfig(precision.rewriter());
  }

  /**
   * {@return the session settings for questions} On the CPU the graph is not changed to use less
   * memory, nor to order channels for a card: looking for that takes longer than answering for an
   * image.
   */
  public ConfigProto answering() {
    RewriterConfig.Builder rewriter = precision.rewriter().toBuilder();
    if (device.kind() == Device.Kind.CPU) {
      rewriter
          .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
          .setLayoutOptimizer(RewriterConfig.Toggle.OFF);
    }
    return sessionConfig(rewriter.build());
  }

  private ConfigProto sessionConfig(RewriterConfig rewriter) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setOptimizerOptions(OptimizerOptions.getDefaultInstance())
                    .setRewriteOptions(rewriter));
    if (device.kind() == Device.Kind.CPU) {
      config.putDeviceCount("GPU", 0).putDeviceCount("CPU", device.number() + 1);
    }
    return config.build();
  }
}
