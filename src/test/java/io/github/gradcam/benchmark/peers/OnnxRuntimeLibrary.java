package io.github.gradcam.benchmark.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** ONNX Runtime, which computes forward alone. */
record OnnxRuntimeLibrary() implements PeerLibrary {

  @Override
  public String version() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public PeerNetwork open(Plan plan, TestedNetwork network) throws OrtException, IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(plan.threads());
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    OrtSession session = environment.createSession(network.onnx(), options);
    BenchmarkImages pictures = BenchmarkImages.of(plan, network);
    Map<Integer, OnnxTensor> inputs = new HashMap<>();
    for (int batch : plan.batches()) {
      FloatBuffer floats = pictures.floats(batch);
      long[] shape = {batch, 3, network.size(), network.size()};
      inputs.put(batch, OnnxTensor.createTensor(environment, floats, shape));
    }
    return new OnnxNetwork(session, network.input().onnx(), inputs);
  }

  private record OnnxNetwork(OrtSession session, String input, Map<Integer, OnnxTensor> inputs)
      implements PeerNetwork {

    @Override
    public float[][] forward(int batch) throws OrtException {
      try (OrtSession.Result result = session.run(Map.of(input, inputs.get(batch)))) {
        return (float[][]) result.get(0).getValue();
      }
    }

    @Override
    public float[][] gradCam(int batch, int[] classes) {
      throw new UnsupportedOperationException("Expected forward alone: no gradients here");
    }
  }
}
