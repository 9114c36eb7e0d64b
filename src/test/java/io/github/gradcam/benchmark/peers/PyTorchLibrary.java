package io.github.gradcam.benchmark.peers;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * PyTorch by DJL: TorchScript frozen for inference, so that batch normalisation is folded; for
 * Grad-CAM the trunk without a gradient, and the head with one.
 *
 * @param layout what the names of the trunk's and the whole network's files end in
 */
record PyTorchLibrary(String layout) implements PeerLibrary {

  static final String PLAIN = "";
  static final String CHANNELS_LAST = "-channels-last";

  private static final String ENGINE = "PyTorch";

  @Override
  public String version() {
    return "PyTorch " + Engine.getEngine(ENGINE).getVersion() + " by DJL " + Engine.getDjlVersion();
  }

  @Override
  public PeerNetwork open(Plan plan, TestedNetwork network)
      throws IOException, MalformedModelException {
    Path folder = Path.of(plan.folder());
    NDManager manager = NDManager.newBaseManager(null, ENGINE);
    BenchmarkImages pictures = BenchmarkImages.of(plan, network);
    Map<Integer, NDArray> inputs = new HashMap<>();
    for (int batch : plan.batches()) {
      FloatBuffer floats = pictures.floats(batch);
      Shape shape = new Shape(batch, 3, network.size(), network.size());
      inputs.put(batch, manager.create(floats, shape, DataType.FLOAT32));
    }
    return new TorchNetwork(
        manager,
        inference(folder, network.name() + "-whole" + layout),
        inference(folder, network.name() + "-trunk" + layout),
        differentiable(folder, network.name() + "-head"),
        inputs);
  }

  private static Model inference(Path folder, String name)
      throws IOException, MalformedModelException {
    Model model = Model.newInstance(name, ENGINE);
    model.load(folder, name);
    return model;
  }

  /** A gradient can go through it, none to its weights. */
  private static Model differentiable(Path folder, String name)
      throws IOException, MalformedModelException {
    Model model = Model.newInstance(name, ENGINE);
    model.load(folder, name, Map.of("trainParam", "true"));
    model.getBlock().freezeParameters(true);
    return model;
  }

  /** Holds models, not their blocks: a model that nobody holds releases its block. */
  private record TorchNetwork(
      NDManager manager, Model whole, Model trunk, Model head, Map<Integer, NDArray> inputs)
      implements PeerNetwork {

    @Override
    public float[][] forward(int batch) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray logits = run(scope, whole, inputs.get(batch), false);
        return rows(logits, batch);
      }
    }

    @Override
    public float[][] gradCam(int batch, int[] classes) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray inferred = run(scope, trunk, inputs.get(batch), false);
        // A copy: what was made for inference alone can have no gradient.
        NDArray activation = inferred.duplicate();
        activation.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getEngine(ENGINE).newGradientCollector()) {
          NDArray logits = run(scope, head, activation, true);
          NDArray chosen = scope.create(classes).reshape(batch, 1);
          collector.backward(logits.gather(chosen.toType(DataType.INT64, false), 1).sum());
        }
        // Rows and columns as one, for DJL takes means along one axis.
        NDArray gradient = activation.getGradient();
        long channels = gradient.getShape().get(1);
        NDArray weights =
            gradient
                .reshape(batch, channels, -1)
                .mean(new int[] {2})
                .reshape(batch, channels, 1, 1);
        NDArray map = inferred.mul(weights).sum(new int[] {1}).maximum(0);
        return rows(map, batch);
      }
    }

    private static NDArray run(NDManager scope, Model model, NDArray input, boolean training) {
      NDList output =
          model.getBlock().forward(new ParameterStore(scope, false), new NDList(input), training);
      output.attach(scope);
      return output.singletonOrThrow();
    }

    private static float[][] rows(NDArray array, int batch) {
      float[] values = array.toFloatArray();
      float[][] rows = new float[batch][values.length / batch];
      for (int i = 0; i < batch; i++) {
        System.arraycopy(values, i * rows[i].length, rows[i], 0, rows[i].length);
      }
      return rows;
    }
  }
}
