package io.github.gradcam.benchmark.peers;

import io.github.gradcam.model.kernel.Precision;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Who takes part.
 *
 * @param name for people
 * @param command starts it; the file of the plan follows
 * @param environment of its process
 * @param explains whether it computes Grad-CAM besides forward
 * @param tolerance how far its numbers may be from ours, relative to the peak
 */
record Peer(
    String name,
    List<String> command,
    Map<String, String> environment,
    boolean explains,
    double tolerance) {

  private static final double EXACT = 1e-3;

  /** This project in one of its ways. */
  static Peer ours(OurVariant variant, int threads) {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "TF_NUM_INTRAOP_THREADS", String.valueOf(threads),
                "TF_NUM_INTEROP_THREADS", String.valueOf(threads),
                "TF_CPP_MIN_LOG_LEVEL", "2"));
    environment.putAll(variant.environment());
    return new Peer(
        "ours " + variant.text(),
        java(List.of(), variant.program(), variant.precision()),
        environment,
        true,
        variant.tolerance());
  }

  /** PyTorch with one of its layouts; a setting of its process can be added. */
  static Peer pyTorch(String name, PeerProgram.Kind kind, Plan plan, Map<String, String> settings) {
    List<String> options =
        List.of(
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=" + plan.threads(),
            "-Dai.djl.pytorch.num_interop_threads=1");
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "OMP_NUM_THREADS", String.valueOf(plan.threads()),
                "DJL_CACHE_DIR", Path.of(plan.folder(), "djl").toAbsolutePath().toString()));
    environment.putAll(settings);
    return new Peer(name, java(options, kind, Precision.FLOAT32), environment, true, EXACT);
  }

  /** ONNX Runtime, whose threads its sessions are told. */
  static Peer onnxRuntime(String name) {
    List<String> command = java(List.of(), PeerProgram.Kind.ONNX_RUNTIME, Precision.FLOAT32);
    return new Peer(name, command, Map.of(), false, EXACT);
  }

  /** PyTorch of the distribution, called from Python. */
  static Peer python(String name, int threads) {
    return new Peer(
        name,
        List.of(Python.PROGRAM, Python.script("torch_peer.py")),
        Map.of("OMP_NUM_THREADS", String.valueOf(threads)),
        true,
        EXACT);
  }

  PeerProcess start(Path plan) throws IOException {
    List<String> whole = Stream.concat(command.stream(), Stream.of(plan.toString())).toList();
    return PeerProcess.start(this, whole, plan.resolveSibling(name.replace(' ', '-') + ".log"));
  }

  private static List<String> java(
      List<String> options, PeerProgram.Kind kind, Precision precision) {
    List<String> command =
        new ArrayList<>(
            List.of(new File(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g"));
    command.addAll(options);
    command.addAll(List.of(PeerProgram.class.getName(), kind.name(), precision.name()));
    return command;
  }
}
