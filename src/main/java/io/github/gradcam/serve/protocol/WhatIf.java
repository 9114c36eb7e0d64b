package io.github.gradcam.serve.protocol;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebReply;
import io.github.gradcam.serve.queue.NetworkAnswer;
import io.github.gradcam.serve.queue.ServedNetwork;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks a network again with a region covered: what each probability loses or gains by it. */
final class WhatIf {

  private static final int BRIGHT = 128;

  private final ServedModels models;
  private final NetworkAsker asker;
  private final RequestInstances instances;

  WhatIf(ServedModels models, NetworkAsker asker, RequestInstances instances) {
    this.models = models;
    this.asker = asker;
    this.instances = instances;
  }

  /** An image at the network's size, and the same with a region covered. */
  private record Pair(RgbImage whole, RgbImage covered, double share) {}

  CompletionStage<WebReply> answer(WebCall call, String name) throws WebFault {
    ServedNetwork network = models.find(name);
    List<Pair> pairs =
        asker.reading(
            () -> {
              List<Pair> read = new ArrayList<>();
              for (Instance each : instances.of(call)) {
                read.add(pair(each, network));
              }
              return read;
            });
    List<CompletableFuture<NetworkAnswer>> answers = new ArrayList<>();
    for (Pair pair : pairs) {
      for (RgbImage image : List.of(pair.whole(), pair.covered())) {
        answers.add(
            asker.ask(network, null, new ClassSelection.Predicted(), image, call.deadline()));
      }
    }
    AnswerJson json = new AnswerJson(network.labels());
    return asker.reply(answers, made -> reply(json, pairs, made));
  }

  private static Pair pair(Instance instance, ServedNetwork network) throws WebFault {
    Fill fill = AskedOptions.asked(() -> instance.options().fill());
    int size = network.inputSize();
    RgbImage whole = new RgbImage(size, size, InputPixels.of(instance.image().pixels(), size));
    BitSet region = region(instance.mask(), size);
    RgbImage covered = fill.fill(whole, region, network.neutralColour());
    return new Pair(whole, covered, region.cardinality() / (double) (size * size));
  }

  private static BitSet region(ImageIntake.@Nullable Taken mask, int size) throws WebFault {
    if (mask == null) {
      throw ImageIntake.bad(
          "Expected a mask, an image that is white where the region is and black elsewhere, found none");
    }
    byte[] pixels = InputPixels.of(mask.pixels(), size);
    BitSet region = new BitSet(size * size);
    for (int i = 0; i < size * size; i++) {
      region.set(i, (pixels[i * RgbImage.CHANNELS + 1] & 0xff) >= BRIGHT);
    }
    if (region.isEmpty() || region.cardinality() == size * size) {
      throw ImageIntake.bad(
          "Expected a mask that covers a part of the image, found one that covers %s; it is white where the region is"
              .formatted(region.isEmpty() ? "nothing" : "all of it"));
    }
    return region;
  }

  private static WebReply reply(AnswerJson json, List<Pair> pairs, List<NetworkAnswer> answers) {
    List<Object> predictions = new ArrayList<>();
    List<Object> covered = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      float[] before = answers.get(2 * i).probabilities();
      float[] after = answers.get(2 * i + 1).probabilities();
      float[] changes = new float[before.length];
      for (int k = 0; k < changes.length; k++) {
        changes[k] = after[k] - before[k];
      }
      predictions.add(json.prediction(before));
      Map<String, Object> each = new LinkedHashMap<>(json.prediction(after));
      each.put("changes", MapFormat.numbers(changes));
      each.put("share", pairs.get(i).share());
      each.put("image", AnswerJson.b64(ImageFiles.encode(pairs.get(i).covered(), "png")));
      covered.add(each);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("predictions", predictions);
    all.put("covered", covered);
    return WebReply.json(all);
  }
}
