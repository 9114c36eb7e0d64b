package io.github.gradcam.serve.protocol;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.report.NpyFile;
import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.http.WebRoutes;
import io.github.gradcam.serve.queue.MapPlan;
import io.github.gradcam.serve.queue.NetworkAnswer;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * KServe's V1 protocol: models, {@code :predict} and {@code :explain}; the same by uploads; and
 * {@code :whatif}.
 */
public final class KserveV1 {

  private static final String MODELS = "/v1/models";
  private static final String MODEL = MODELS + "/{name}";

  private final ServedModels models;
  private final NetworkAsker asker;
  private final RequestInstances instances;

  /**
   * Joins what is needed.
   *
   * @param models by their names
   * @param asker puts images before them
   * @param limits of images
   */
  public KserveV1(ServedModels models, NetworkAsker asker, ImageLimits limits) {
    this.models = models;
    this.asker = asker;
    this.instances = new RequestInstances(limits);
  }

  /**
   * Adds its paths.
   *
   * @param routes takes them
   */
  public void addTo(WebRoutes routes) {
    routes.add(
        "GET", MODELS, (call, name) -> WebReply.json(Map.of("models", models.names())).now());
    routes.add("GET", MODEL, (call, name) -> WebReply.json(description(models.find(name))).now());
    routes.add("POST", MODEL + ":predict", this::predict);
    routes.add("POST", MODEL + ":explain", this::explain);
    routes.add("POST", MODEL + ":whatif", new WhatIf(models, asker, instances)::answer);
  }

  private static Map<String, Object> description(ServedNetwork network) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", network.name());
    json.put("ready", true);
    json.put("input_size", network.inputSize());
    json.put("labels", network.labels());
    HeatmapLayer auto = network.autoLayer();
    List<Object> layers = new ArrayList<>();
    for (HeatmapLayer layer : network.layers()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", layer.name());
      each.put("height", layer.height());
      each.put("width", layer.width());
      each.put("channels", layer.channels());
      each.put("auto", layer.equals(auto));
      layers.add(each);
    }
    json.put("layers", layers);
    List<Object> methods = new ArrayList<>();
    for (ExplanationMethod method : network.methods()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", Methods.key(method.name()));
      each.put("title", method.name());
      each.put("summary", method.summary());
      each.put("cost", method.cost());
      each.put("paper", method.paper());
      methods.add(each);
    }
    json.put("methods", methods);
    return json;
  }

  private CompletionStage<WebReply> predict(WebCall call, String name) throws WebFault {
    ServedNetwork network = models.find(name);
    ReplyKind.of(call, EnumSet.of(ReplyKind.JSON));
    List<CompletableFuture<NetworkAnswer>> answers =
        asker.reading(
            () -> {
              List<CompletableFuture<NetworkAnswer>> asked = new ArrayList<>();
              for (Instance each : instances.of(call)) {
                asked.add(
                    asker.ask(
                        network,
                        null,
                        new ClassSelection.Predicted(),
                        each.image().pixels(),
                        call.deadline()));
              }
              return asked;
            });
    AnswerJson json = new AnswerJson(network.labels());
    return asker.reply(
        answers,
        made ->
            WebReply.json(
                Map.of(
                    "predictions",
                    made.stream().map(each -> json.prediction(each.probabilities())).toList())));
  }

  private CompletionStage<WebReply> explain(WebCall call, String name) throws WebFault {
    ServedNetwork network = models.find(name);
    ReplyKind kind = ReplyKind.of(call, EnumSet.allOf(ReplyKind.class));
    List<Instance> read = asker.reading(() -> read(call, kind, network));
    long held = read.stream().mapToLong(Instance::bytes).sum();
    asker.hold(held);
    CompletableFuture<WebReply> reply;
    try {
      AnswerJson json = new AnswerJson(network.labels());
      reply =
          asker.reply(
              asker.reading(() -> asked(network, read, call)),
              made -> reply(kind, json, read, made));
    } catch (WebFault | RuntimeException e) {
      asker.letGo(held);
      throw e;
    }
    return reply.whenComplete((any, failure) -> asker.letGo(held));
  }

  /** The images, no larger than is needed. */
  private List<Instance> read(WebCall call, ReplyKind kind, ServedNetwork network) throws WebFault {
    List<Instance> read = new ArrayList<>();
    for (Instance each : instances.of(call)) {
      boolean drawn = kind == ReplyKind.PNG || AskedOptions.asked(each.options()::overlay);
      read.add(drawn ? each : each.reduced(network.inputSize()));
    }
    if (kind != ReplyKind.JSON && read.size() != 1) {
      throw ImageIntake.bad(
          "Expected one image where the reply is %s, found %d; ask for application/json"
              .formatted(kind.type(), read.size()));
    }
    return read;
  }

  /** All words are read before the network is asked anything. */
  private List<CompletableFuture<NetworkAnswer>> asked(
      ServedNetwork network, List<Instance> read, WebCall call) throws WebFault {
    List<MapPlan> plans = new ArrayList<>();
    List<ClassSelection> selections = new ArrayList<>();
    for (Instance each : read) {
      plans.add(AskedOptions.asked(() -> each.options().plan(network)));
      selections.add(AskedOptions.asked(() -> each.options().selection(network)));
      AskedOptions.asked(
          () -> List.of(each.options().maps(), each.options().style(), each.options().view()));
    }
    List<CompletableFuture<NetworkAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      answers.add(
          asker.ask(
              network,
              plans.get(i),
              selections.get(i),
              read.get(i).image().pixels(),
              call.deadline()));
    }
    return answers;
  }

  private static WebReply reply(
      ReplyKind kind, AnswerJson json, List<Instance> read, List<NetworkAnswer> answers) {
    Explanation first = Objects.requireNonNull(answers.get(0).explanation());
    return switch (kind) {
      case PNG -> WebReply.of(kind.type(), json.png(read.get(0), first));
      case NPY ->
          WebReply.of(
              kind.type(),
              NpyFile.bytes(
                  first.heatmap().values(), first.heatmap().height(), first.heatmap().width()));
      case JSON -> {
        List<Object> predictions = new ArrayList<>();
        List<Object> explanations = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
          NetworkAnswer answer = answers.get(i);
          predictions.add(json.prediction(answer.probabilities()));
          explanations.add(
              json.explanation(read.get(i), Objects.requireNonNull(answer.explanation())));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("predictions", predictions);
        all.put("explanations", explanations);
        yield WebReply.json(all);
      }
    };
  }
}
