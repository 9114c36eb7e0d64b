package io.github.gradcam.serve.protocol;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.serve.queue.NetworkAnswer;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What {@code infer} gives: tensors of all images of a request. */
enum TensorOut {
  /** Of each class: [N, classes]. */
  PROBABILITIES("FP32", false) {
    @Override
    Values values(Answered all) {
      List<float[]> rows = new ArrayList<>();
      all.answers().forEach(each -> rows.add(each.probabilities()));
      return floats(rows, rows.get(0).length);
    }
  },
  /** The label predicted: [N]. */
  LABEL("BYTES", false) {
    @Override
    Values values(Answered all) {
      AnswerJson json = new AnswerJson(all.network().labels());
      return texts(
          all.answers().stream()
              .map(each -> String.valueOf(json.prediction(each.probabilities()).get("label")))
              .toList());
    }
  },
  /** The index of the class explained: [N]. */
  TARGET("INT32", true) {
    @Override
    Values values(Answered all) {
      List<Object> data = new ArrayList<>();
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      for (Explanation each : all.explanations()) {
        data.add(each.classIndex());
        raw.writeBytes(little(each.classIndex()));
      }
      return new Values(List.of(data.size()), data, raw.toByteArray());
    }
  },
  /** The evidence for it: [N, H, W] in 0..1 at the network's input size. */
  HEATMAP("FP32", true) {
    @Override
    Values values(Answered all) {
      List<float[]> rows = new ArrayList<>();
      all.explanations().forEach(each -> rows.add(each.heatmap().values()));
      Explanation first = all.explanations().get(0);
      return floats(rows, first.heatmap().height(), first.heatmap().width());
    }
  },
  /** The map before the ReLU and the scaling: [N, h, w] at the layer's size. */
  SIGNED_MAP("FP32", true) {
    @Override
    Values values(Answered all) {
      List<float[]> rows = new ArrayList<>();
      all.explanations().forEach(each -> rows.add(each.signed().values()));
      SignedMap first = all.explanations().get(0).signed();
      return floats(rows, first.height(), first.width());
    }
  },
  /** Whether the map can be trusted: [N], {@code ok} or a code and a sentence. */
  DIAGNOSIS("BYTES", true) {
    @Override
    Values values(Answered all) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < all.answers().size(); i++) {
        texts.add(AnswerJson.diagnosis(all.instances().get(i), all.explanations().get(i)));
      }
      return texts(texts);
    }
  };

  private final String datatype;
  private final boolean ofMap;

  TensorOut(String datatype, boolean ofMap) {
    this.datatype = datatype;
    this.ofMap = ofMap;
  }

  /** The images of a request and what the network said of them. */
  record Answered(ServedNetwork network, List<Instance> instances, List<NetworkAnswer> answers) {

    List<Explanation> explanations() {
      return answers.stream().map(each -> Objects.requireNonNull(each.explanation())).toList();
    }
  }

  /** Values as JSON has them and as bytes. */
  @SuppressWarnings("ArrayRecordComponent") // written, never compared
  record Values(List<Integer> shape, List<?> data, byte[] raw) {}

  /** What it is called. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String datatype() {
    return datatype;
  }

  /** Whether a map has to be made for it. */
  boolean ofMap() {
    return ofMap;
  }

  abstract Values values(Answered all);

  /** Its shape as metadata have it: -1 where it depends on the request. */
  Map<String, Object> metadata(ServedNetwork network) {
    int size = network.inputSize();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", key());
    json.put("datatype", datatype);
    json.put(
        "shape",
        switch (this) {
          case PROBABILITIES -> List.of(-1, network.labels().size());
          case HEATMAP -> List.of(-1, size, size);
          case SIGNED_MAP -> List.of(-1, -1, -1);
          case LABEL, TARGET, DIAGNOSIS -> List.of(-1);
        });
    return json;
  }

  private static Values floats(List<float[]> rows, int... shapeOfOne) {
    List<Integer> shape = new ArrayList<>(List.of(rows.size()));
    int length = 1;
    for (int side : shapeOfOne) {
      shape.add(side);
      length *= side;
    }
    List<Object> data = new ArrayList<>(rows.size() * length);
    ByteArrayOutputStream raw = new ByteArrayOutputStream(rows.size() * length * Float.BYTES);
    for (float[] row : rows) {
      data.addAll(MapFormat.numbers(row));
      raw.writeBytes(MapFormat.bytes(row));
    }
    return new Values(shape, data, raw.toByteArray());
  }

  /** Each text with its length before it. */
  private static Values texts(List<String> texts) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      raw.writeBytes(little(bytes.length));
      raw.writeBytes(bytes);
    }
    return new Values(List.of(texts.size()), texts, raw.toByteArray());
  }

  private static byte[] little(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
