package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call a node: as the file does, or where it has no name, by its first output.
 * PyTorch's newer exporter calls nodes {@code node_conv2d_19} and keeps the modules around them
 * apart; there the innermost one is put before: {@code /layer4.1.conv2/node_conv2d_19}.
 */
final class NodeNames {

  private static final String SCOPES = "pkg.torch.onnx.name_scopes";

  /** Of a list as Python writes it. */
  private static final Pattern WORD = Pattern.compile("'([^']*)'");

  private NodeNames() {}

  static String of(NodeProto node) {
    String own =
        node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
    String module = module(node);
    return module.isEmpty() || own.contains("/") ? own : "/" + module + "/" + own;
  }

  /** Whether a name is that of a node, with its module or without. */
  static boolean isOf(String name, NodeProto node) {
    return !name.isEmpty() && (name.equals(of(node)) || name.equals(node.getName()));
  }

  /** The path of the innermost module; empty outside of all, or where it is not told. */
  private static String module(NodeProto node) {
    return node.getMetadataPropsList().stream()
        .filter(said -> said.getKey().equals(SCOPES))
        .map(StringStringEntryProto::getValue)
        .map(NodeNames::innermost)
        .findFirst()
        .orElse("");
  }

  private static String innermost(String list) {
    List<String> scopes = new ArrayList<>();
    for (Matcher words = WORD.matcher(list); words.find(); ) {
      scopes.add(words.group(1));
    }
    return scopes.size() < 2 ? "" : scopes.get(scopes.size() - 2); // the last is the node
  }
}
