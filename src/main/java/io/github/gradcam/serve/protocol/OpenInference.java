package io.github.gradcam.serve.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.NearestNames;
import io.github.gradcam.report.Version;
import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebRoutes;
import io.github.gradcam.serve.queue.MapPlan;
import io.github.gradcam.serve.queue.NetworkAnswer;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The Open Inference Protocol (KServe's V2) with its extension of binary tensors. It has no verb to
 * explain: the map and its diagnosis are further outputs of {@code infer}.
 */
public final class OpenInference {

  private static final String MODEL = "/v2/models/{name}";
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private final ServedModels models;
  private final NetworkAsker asker;
  private final ImageLimits limits;

  /**
   * Joins what is needed.
   *
   * @param models by their names
   * @param asker puts images before them
   * @param limits of images
   */
  public OpenInference(ServedModels models, NetworkAsker asker, ImageLimits limits) {
    this.models = models;
    this.asker = asker;
    this.limits = limits;
  }

  /**
   * Adds its paths.
   *
   * @param routes takes them
   */
  public void addTo(WebRoutes routes) {
    routes.open(
        "GET", "/v2/health/live", (call, name) -> WebReply.json(Map.of("live", true)).now());
    routes.open(
        "GET", "/v2/health/ready", (call, name) -> WebReply.json(Map.of("ready", true)).now());
    routes.add(
        "GET",
        "/v2",
        (call, name) ->
            WebReply.json(
                    Map.of(
                        "name", "gradcam",
                        "version", Version.text(),
                        "extensions", List.of("binary_tensor_data")))
                .now());
    routes.add("GET", MODEL, (call, name) -> WebReply.json(metadata(models.find(name))).now());
    routes.add(
        "GET",
        MODEL + "/ready",
        (call, name) ->
            WebReply.json(Map.of("name", models.find(name).name(), "ready", true)).now());
    routes.add("POST", MODEL + "/infer", this::infer);
  }

  private static Map<String, Object> metadata(ServedNetwork network) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", network.name());
    json.put("versions", List.of());
    json.put("platform", "gradcam");
    json.put(
        "inputs",
        List.of(
            Map.of("name", TensorIn.BYTES, "datatype", "BYTES", "shape", List.of(-1)),
            Map.of("name", TensorIn.PIXELS, "datatype", "UINT8", "shape", List.of(-1, -1, -1, 3))));
    json.put(
        "outputs", Arrays.stream(TensorOut.values()).map(each -> each.metadata(network)).toList());
    return json;
  }

  /** A request that was read: its images are no larger than the network takes. */
  private record Asked(
      @Nullable String id,
      List<Instance> instances,
      AskedOptions options,
      Map<TensorOut, Boolean> outputs) {}

  private CompletionStage<WebReply> infer(WebCall call, String name) throws WebFault {
    ServedNetwork network = models.find(name);
    Asked asked = asker.reading(() -> read(call, network));
    boolean maps = asked.outputs().keySet().stream().anyMatch(TensorOut::ofMap);
    MapPlan plan =
        maps ? asker.reading(() -> AskedOptions.asked(() -> asked.options().plan(network))) : null;
    ClassSelection selection =
        asker.reading(() -> AskedOptions.asked(() -> asked.options().selection(network)));
    List<CompletableFuture<NetworkAnswer>> answers = new ArrayList<>();
    for (Instance each : asked.instances()) {
      answers.add(asker.ask(network, plan, selection, each.image().pixels(), call.deadline()));
    }
    return asker.reply(
        answers, made -> reply(asked, new TensorOut.Answered(network, asked.instances(), made)));
  }

  private Asked read(WebCall call, ServedNetwork network) throws WebFault {
    ImageIntake intake = limits.intake();
    String said = call.header(JSON_LENGTH);
    int json = said == null ? call.body().length : jsonLength(said, call.body().length);
    if (json == 0 && said != null) { // one image file and nothing else
      AskedOptions options = AskedOptions.of(call.query());
      Instance one = new Instance(intake.file(call.body()), options, null);
      return new Asked(null, List.of(one.reduced(network.inputSize())), options, all(false));
    }
    if (said == null && !call.type().equals("application/json")) {
      throw new WebFault(
          WebFault.UNSUPPORTED_TYPE,
          "Expected a Content-Type of application/json, or the header %s before binary tensors, found '%s'"
              .formatted(JSON_LENGTH, AskedOptions.shortened(call.type())));
    }
    ObjectNode body = JsonBody.object(call.body(), 0, json);
    Map<String, String> words = new LinkedHashMap<>(call.query());
    boolean binary = false;
    if (body.get("parameters") instanceof ObjectNode parameters) {
      binary = parameters.path("binary_data_output").asBoolean();
      words.putAll(JsonBody.options(parameters, "binary_data_output"));
    }
    AskedOptions options = AskedOptions.of(words);
    JsonNode inputs = body.path("inputs");
    if (inputs.size() != 1) {
      throw ImageIntake.bad(
          "Expected one input, image_bytes or pixels, found %d".formatted(inputs.size()));
    }
    ByteBuffer raw = ByteBuffer.wrap(call.body(), json, call.body().length - json);
    List<Instance> instances = new ArrayList<>();
    for (ImageIntake.Taken each : new TensorIn(inputs.get(0), raw, intake).images()) {
      instances.add(new Instance(each, options, null).reduced(network.inputSize()));
    }
    if (raw.hasRemaining()) {
      throw ImageIntake.bad(
          "Expected no bytes after those that binary_data_size says, found " + raw.remaining());
    }
    String id = body.path("id").isTextual() ? body.path("id").textValue() : null;
    return new Asked(id, instances, options, outputs(body.path("outputs"), binary));
  }

  private static int jsonLength(String said, int most) throws WebFault {
    int length = said.matches("\\d{1,9}") ? Integer.parseInt(said) : -1;
    if (length < 0 || length > most) {
      throw ImageIntake.bad(
          "Expected %s of 0 to %d, found '%s'"
              .formatted(JSON_LENGTH, most, AskedOptions.shortened(said)));
    }
    return length;
  }

  private static Map<TensorOut, Boolean> all(boolean binary) {
    Map<TensorOut, Boolean> all = new LinkedHashMap<>();
    for (TensorOut each : TensorOut.values()) {
      all.put(each, binary);
    }
    return all;
  }

  /** The outputs asked for, and whether each is wanted as bytes; all where none is named. */
  private static Map<TensorOut, Boolean> outputs(JsonNode asked, boolean binary) throws WebFault {
    if (asked.isMissingNode() || asked.isNull() || asked.isEmpty()) {
      return all(binary);
    }
    Map<TensorOut, Boolean> outputs = new LinkedHashMap<>();
    for (JsonNode each : asked) {
      JsonNode own = each.path("parameters").path("binary_data");
      outputs.put(
          output(each.path("name").asText()), own.isMissingNode() ? binary : own.asBoolean());
    }
    return outputs;
  }

  private static TensorOut output(String name) throws WebFault {
    List<String> names = Arrays.stream(TensorOut.values()).map(TensorOut::key).toList();
    for (TensorOut each : TensorOut.values()) {
      if (each.key().equals(name)) {
        return each;
      }
    }
    String asked = AskedOptions.shortened(name);
    throw ImageIntake.bad(
        "Expected an output of %s, found '%s'; nearest: %s"
            .formatted(String.join(", ", names), asked, NearestNames.of(asked, names, 1).get(0)));
  }

  private static WebReply reply(Asked asked, TensorOut.Answered answered) {
    List<Object> outputs = new ArrayList<>();
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (Map.Entry<TensorOut, Boolean> output : asked.outputs().entrySet()) {
      TensorOut.Values values = output.getKey().values(answered);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", output.getKey().key());
      json.put("datatype", output.getKey().datatype());
      json.put("shape", values.shape());
      if (output.getValue()) {
        json.put("parameters", Map.of("binary_data_size", values.raw().length));
        raw.writeBytes(values.raw());
      } else {
        json.put("data", values.data());
      }
      outputs.add(json);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model_name", answered.network().name());
    if (asked.id() != null) {
      all.put("id", asked.id());
    }
    all.put("outputs", outputs);
    WebReply json = WebReply.json(all);
    if (raw.size() == 0) {
      return json;
    }
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(json.body());
    both.writeBytes(raw.toByteArray());
    return WebReply.of("application/octet-stream", both.toByteArray())
        .with(JSON_LENGTH, Integer.toString(json.body().length));
  }
}
