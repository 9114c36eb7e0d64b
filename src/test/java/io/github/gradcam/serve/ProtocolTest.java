package io.github.gradcam.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.Explained;
import io.github.gradcam.Gradcam;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.BufferedImages;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.report.NpyFile;
import io.github.gradcam.serve.RunningServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs get of the server, beside what the library gives. */
class ProtocolTest {

  private static final String MODEL = "/v1/models/scenes";
  private static final String INFER = "/v2/models/scenes/infer";
  private static final int SEA = 4;

  private static RunningServer server;
  private static Gradcam net;
  private static byte[] sea;

  @BeforeAll
  static void start() throws IOException {
    sea = RunningServer.bytes(RunningServer.SEA);
    net = Gradcam.open(Path.of("saved_model"));
    server = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    net.close();
  }

  private static float[] floats(JsonNode map) {
    return floats(Base64.getDecoder().decode(map.path("b64").asText()));
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    return flat;
  }

  private static JsonNode explanation(Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("explanations").get(0);
  }

  @Test
  void modelsAreThoseNamedAtTheStart() throws Exception {
    assertThat(server.get("/v1/models").json().path("models").toString()).isEqualTo("[\"scenes\"]");
    JsonNode model = server.get(MODEL).json();
    assertThat(model.path("ready").asBoolean()).isTrue();
    assertThat(model.path("input_size").asInt()).isEqualTo(net.inputSize());
    assertThat(texts(model.path("labels"))).isEqualTo(net.labels());
    assertThat(model.path("layers").findValuesAsText("name"))
        .isEqualTo(net.layers().stream().map(layer -> layer.name()).toList());
    assertThat(model.path("methods").findValuesAsText("name"))
        .contains("gradcam", "rise")
        .isSubsetOf(Gradcam.methodNames());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void explanationIsThatOfTheLibrary() throws Exception {
    Answer answer = server.json(MODEL + ":explain", RunningServer.instances(sea, ""));
    JsonNode json = explanation(answer);
    Explained expected = net.explain(sea);
    assertThat(json.path("target").path("label").asText()).isEqualTo(expected.label());
    assertThat(json.path("target").path("index").asInt()).isEqualTo(SEA);
    assertThat(json.path("method").asText()).isEqualTo("Grad-CAM");
    assertThat(json.path("layer").asText()).isEqualTo(expected.layer());
    assertThat(json.path("diagnosis").asText()).isEqualTo(expected.diagnosis());
    assertThat(json.path("image").toString()).contains("\"width\":640", "\"height\":320");
    assertThat(floats(json.path("heatmap")))
        .containsExactly(flat(expected.heatmap()), within(1e-4f));
    assertThat(json.path("heatmap").path("shape").toString()).isEqualTo("[150,150]");
    assertThat(floats(json.path("signed_map")))
        .containsExactly(flat(expected.signedMap()), within(1e-3f));
    JsonNode prediction = answer.json().path("predictions").get(0);
    assertThat(prediction.path("probability").floatValue())
        .isCloseTo(expected.probability(), within(1e-4f));
    assertThat(prediction.path("probabilities")).hasSize(6);
  }

  @Test
  void wordsAreThoseOfTheCommandLine() throws Exception {
    JsonNode json =
        explanation(
            server.json(
                MODEL + ":explain",
                RunningServer.instances(
                    sea,
                    "\"class\": \"mountain\", \"versus\": 4, \"method\": \"HiResCAM\", \"layer\": \"re_lu_8\","
                        + " \"counterfactual\": true, \"maps\": \"values\", ")));
    assertThat(json.path("target").path("label").asText()).isEqualTo("mountain");
    assertThat(json.path("versus").path("label").asText()).isEqualTo("sea");
    assertThat(json.path("method").asText()).isEqualTo("HiResCAM");
    assertThat(json.path("layer").asText()).isEqualTo("re_lu_8");
    assertThat(json.path("balance").path("values")).hasSize(150);
    assertThat(json.path("heatmap").path("values").get(149)).hasSize(150);
  }

  @Test
  void optionsOfTheBodyHoldForAllInstances() throws Exception {
    String body =
        "{\"class\": \"forest\", \"maps\": \"none\", \"instances\": [%s, %s]}"
            .formatted(
                "{\"b64\": \"%s\"}".formatted(RunningServer.b64(sea)),
                "{\"b64\": \"%s\", \"class\": 5}".formatted(RunningServer.b64(sea)));
    JsonNode json = server.json(MODEL + ":explain", body).json().path("explanations");
    assertThat(json.findValuesAsText("label")).containsExactly("forest", "street");
    assertThat(json.get(0).has("heatmap")).isFalse();
  }

  @Test
  void uploadsGiveTheSame() throws Exception {
    String query = "?class=mountain&layer=re_lu_8";
    List<Answer> answers =
        List.of(
            server.post(MODEL + ":explain" + query, "image/jpeg", sea),
            server.post(MODEL + ":explain" + query, "application/octet-stream", sea),
            server.post(
                MODEL + ":explain",
                RunningServer.FORM,
                RunningServer.form(List.of("class=mountain", "layer=re_lu_8"), "image", sea)));
    for (Answer answer : answers) {
      assertThat(floats(explanation(answer).path("heatmap")))
          .containsExactly(floats(explanation(answers.get(0)).path("heatmap")), within(1e-5f));
    }
  }

  @Test
  void drawingIsTheOverlayOfTheLibrary() throws Exception {
    Answer answer =
        server.post(MODEL + ":explain", "image/jpeg", sea, "Accept", "text/html, image/png;q=0.9");
    assertThat(answer.header("Content-Type")).isEqualTo("image/png");
    RgbImage drawn = ImageFiles.decode(answer.body(), "answer");
    RgbImage expected = BufferedImages.rgb(net.explain(sea).overlay());
    assertThat(drawn.width()).isEqualTo(640);
    int apart =
        IntStream.range(0, drawn.pixels().length)
            .map(i -> Math.abs((drawn.pixels()[i] & 0xff) - (expected.pixels()[i] & 0xff)))
            .max()
            .orElseThrow();
    assertThat(apart).isLessThanOrEqualTo(2);
    JsonNode json =
        explanation(
            server.json(MODEL + ":explain", RunningServer.instances(sea, "\"overlay\": true, ")));
    assertThat(Base64.getDecoder().decode(json.path("overlay").path("b64").asText()))
        .isEqualTo(answer.body());
  }

  @Test
  void npyIsTheHeatmap() throws Exception {
    Answer answer =
        server.post(MODEL + ":explain", "image/jpeg", sea, "Accept", "application/x-npy");
    float[] expected = flat(net.explain(sea).heatmap());
    int header = NpyFile.bytes(expected, 150, 150).length - expected.length * Float.BYTES;
    assertThat(answer.body()).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y');
    float[] found =
        floats(java.util.Arrays.copyOfRange(answer.body(), header, answer.body().length));
    assertThat(found).containsExactly(expected, within(1e-4f));
  }

  @Test
  void arraysOfPixelsArePredictedAsTheirFile() throws Exception {
    RgbImage small = square(200);
    JsonNode file =
        server
            .json(MODEL + ":predict", RunningServer.instances(ImageFiles.encode(small, "png"), ""))
            .json();
    String array = array(small);
    for (String instance : List.of(array, "{\"pixels\": " + array + "}")) {
      JsonNode found =
          server.json(MODEL + ":predict", "{\"instances\": [" + instance + "]}").json();
      assertThat(found.path("predictions")).isEqualTo(file.path("predictions"));
    }
  }

  /** An image of all greys. */
  private static RgbImage square(int count) {
    byte[] pixels = new byte[count * RgbImage.CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 256);
    }
    return new RgbImage(20, 10, pixels);
  }

  private static String array(RgbImage image) {
    List<String> rows = new ArrayList<>();
    for (int y = 0; y < image.height(); y++) {
      List<String> row = new ArrayList<>();
      for (int x = 0; x < image.width(); x++) {
        int at = (y * image.width() + x) * RgbImage.CHANNELS;
        row.add(
            "[%d,%d,%d]"
                .formatted(
                    image.pixels()[at] & 0xff,
                    image.pixels()[at + 1] & 0xff,
                    image.pixels()[at + 2] & 0xff));
      }
      rows.add("[" + String.join(",", row) + "]");
    }
    return "[" + String.join(",", rows) + "]";
  }

  @Test
  void whatIfTellsTheChangeOfEachProbability() throws Exception {
    byte[] mask = new byte[150 * 150 * RgbImage.CHANNELS];
    java.util.Arrays.fill(mask, 0, mask.length / 2, (byte) 255); // the upper half
    String masked =
        "\"mask\": {\"b64\": \"%s\"}, "
            .formatted(RunningServer.b64(ImageFiles.encode(new RgbImage(150, 150, mask), "png")));
    for (String fill : List.of("road", "blur", "grey")) {
      String more = masked + "\"fill\": \"%s\", ".formatted(fill);
      JsonNode json = server.json(MODEL + ":whatif", RunningServer.instances(sea, more)).json();
      JsonNode covered = json.path("covered").get(0);
      assertThat(covered.path("share").asDouble()).isEqualTo(0.5);
      RgbImage image =
          ImageFiles.decode(
              Base64.getDecoder().decode(covered.path("image").path("b64").asText()), "covered");
      RgbImage whole = new RgbImage(150, 150, InputPixels.of(ImageFiles.decode(sea, "sea"), 150));
      int half = mask.length / 2;
      assertThat(java.util.Arrays.copyOfRange(image.pixels(), half, mask.length))
          .isEqualTo(java.util.Arrays.copyOfRange(whole.pixels(), half, mask.length));
      assertThat(image.pixels()).isNotEqualTo(whole.pixels());
      float[] after =
          probabilities(
              server
                  .json(
                      MODEL + ":predict",
                      RunningServer.instances(ImageFiles.encode(image, "png"), ""))
                  .json()
                  .path("predictions")
                  .get(0));
      assertThat(probabilities(covered)).containsExactly(after, within(1e-5f));
      float[] before = probabilities(json.path("predictions").get(0));
      for (int k = 0; k < before.length; k++) {
        assertThat(covered.path("changes").get(k).floatValue())
            .isCloseTo(after[k] - before[k], within(1e-5f));
      }
    }
  }

  private static float[] probabilities(JsonNode prediction) {
    float[] values = new float[prediction.path("probabilities").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = prediction.path("probabilities").get(i).floatValue();
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class=glaciar    | found 'glaciar'; nearest: glacier
          class=top:3      | Expected one class for a map, found 'top:3'
          class=99         | Expected a class index of 0 to 5, found 99
          layer=re_lu_99   | nearest: re_lu
          layer=re_lu_*    | Expected the name of one layer
          layer=stages     | Expected one method at one layer for a map
          method=grad      | nearest:
          method=gradcam,rise | Expected one method at one layer
          method=cam&layer=re_lu_1 | Expected a method that has a meaning at the layer
          versus=nothing   | found 'nothing'
          samples=0        | 'samples', found '0'
          seed=x           | 'seed', found 'x'
          alpha=2          | 'alpha', found '2'
          colormap=rainbow | Expected a colormap of
          view=none        | Expected a view of
          maps=csv         | Expected maps of b64, values or none
          overlay=maybe    | Expected true or false for 'overlay'
          clas=sea         | found 'clas'; nearest: class
          """)
  void whatIsAskedWronglyIsSaidWithTheNearest(String query, String sentence) throws Exception {
    Answer answer = server.post(MODEL + ":explain?" + query, "image/jpeg", sea);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).startsWith("Expected").contains(sentence);
  }

  @Test
  void namesOfNothingAreNotFound() throws Exception {
    Answer model = server.post("/v1/models/scene:explain", "image/jpeg", sea);
    assertThat(model.status()).isEqualTo(404);
    assertThat(model.error()).contains("found 'scene'; nearest: scenes");
    assertThat(server.get("/v1/models/other").status()).isEqualTo(404);
    assertThat(server.get("/v2/models/other").status()).isEqualTo(404);
    assertThat(server.get("/nothing").status()).isEqualTo(404);
    Answer method = server.get(MODEL + ":explain");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("POST");
  }

  @Test
  void typesThatAreNotTakenOrGivenAreNamed() throws Exception {
    Answer type = server.post(MODEL + ":explain", "text/plain", sea);
    assertThat(type.status()).isEqualTo(415);
    assertThat(type.error()).contains("found 'text/plain'", "-F image=@FILE");
    Answer accept = server.post(MODEL + ":explain", "image/jpeg", sea, "Accept", "text/html");
    assertThat(accept.status()).isEqualTo(406);
    assertThat(accept.error()).contains("image/png");
    assertThat(server.post(MODEL + ":predict", "image/jpeg", sea, "Accept", "image/png").status())
        .isEqualTo(406);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"instances\": []}",
        "{\"instances\": 5}",
        "{\"instances\": [5]}",
        "{\"instances\": [null]}",
        "{\"instances\": [{}]}",
        "{\"instances\": [[]]}",
        "{\"instances\": [[[]]]}",
        "{\"instances\": [[[[0, 0]]]]}",
        "{\"instances\": [[[[0, 0, 256]]]]}",
        "{\"instances\": [[[[0, 0, 0.5]]]]}",
        "{\"instances\": [[[[0, 0, null]]]]}",
        "{\"instances\": [[[[0, 0, 0]], [[0, 0, 0], [0, 0, 0]]]]}",
        "{\"instances\": [{\"image_bytes\": \"data/sea-cliffs.jpg\"}]}",
        "{\"instances\": [{\"image_bytes\": {\"b64\": \"data/sea-cliffs.jpg!\"}}]}",
        "{\"instances\": [{\"image_bytes\": {\"path\": \"data/sea-cliffs.jpg\"}}]}",
        "{\"instances\": [{\"image_bytes\": {\"b64\": \"\"}}]}",
        "{\"instances\": [{\"image_bytes\": {\"b64\": 7}}]}",
        "{\"instances\": [{\"b64\": \"aGVsbG8=\"}]}",
        "{\"instances\": [{\"b64\": \"aGVsbG8=\"}], \"instances\": []}",
        "{\"instances\": [{\"b64\": \"aGVsbG8=\", \"pixels\": []}]}",
        "{\"instances\": [{\"b64\": \"aGVsbG8=\", \"class\": [1]}]}",
        "{\"instances\": [{\"b64\": \"aGVsbG8=\"}]} {}",
        "{\"instances\": [[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]}"
      })
  void jsonThatIsNoImageIsABadRequest(String body) throws Exception {
    for (String path : List.of(":predict", ":explain", ":whatif")) {
      Answer answer = server.json(MODEL + path, body);
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.error()).startsWith("Expected").contains("found");
    }
  }

  private static String infer(String input, String outputs, String parameters) {
    return "{\"id\": \"7\", \"parameters\": {%s}, \"inputs\": [%s], \"outputs\": [%s]}"
        .formatted(parameters, input, outputs);
  }

  private static String file(byte[] image) {
    return "{\"name\": \"image_bytes\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"%s\"]}"
        .formatted(RunningServer.b64(image));
  }

  private static JsonNode output(JsonNode answer, String name) {
    return StreamSupport.stream(answer.path("outputs").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void inferTellsOfItself() throws Exception {
    assertThat(server.get("/v2/health/live").json().path("live").asBoolean()).isTrue();
    assertThat(server.get("/v2/health/ready").json().path("ready").asBoolean()).isTrue();
    assertThat(server.get("/v2/models/scenes/ready").json().path("ready").asBoolean()).isTrue();
    assertThat(texts(server.get("/v2").json().path("extensions")))
        .containsExactly("binary_tensor_data");
    JsonNode metadata = server.get("/v2/models/scenes").json();
    assertThat(metadata.path("inputs").findValuesAsText("name"))
        .containsExactly("image_bytes", "pixels");
    assertThat(output(metadata, "heatmap").path("shape").toString()).isEqualTo("[-1,150,150]");
  }

  @Test
  void inferGivesAllOutputsUnlessSomeAreNamed() throws Exception {
    JsonNode answer = server.json(INFER, infer(file(sea), "", "\"class\": \"mountain\"")).json();
    Explained expected = net.explain(sea);
    assertThat(answer.path("id").asText()).isEqualTo("7");
    assertThat(answer.path("model_name").asText()).isEqualTo("scenes");
    assertThat(output(answer, "label").path("data").get(0).asText()).isEqualTo(expected.label());
    assertThat(output(answer, "target").path("data").get(0).asInt()).isEqualTo(3);
    assertThat(output(answer, "diagnosis").path("data").get(0).asText()).isEqualTo("ok");
    assertThat(output(answer, "heatmap").path("data")).hasSize(150 * 150);
    assertThat(output(answer, "signed_map").path("shape").toString()).isEqualTo("[1,10,10]");
    assertThat(output(answer, "probabilities").path("data").get(SEA).floatValue())
        .isCloseTo(expected.probability(), within(1e-4f));
    JsonNode some =
        server.json(INFER, infer(file(sea), "{\"name\": \"probabilities\"}", "")).json();
    assertThat(some.path("outputs")).hasSize(1);
  }

  @Test
  void tensorsTravelAsBytesToo() throws Exception {
    RgbImage image = new RgbImage(20, 10, square(200).pixels());
    String outputs = "{\"name\": \"heatmap\"}, {\"name\": \"label\"}";
    StringBuilder flat = new StringBuilder();
    for (byte value : image.pixels()) {
      flat.append(flat.length() == 0 ? "" : ",").append(value & 0xff);
    }
    String shape = "{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 10, 20, 3], ";
    JsonNode plain =
        server.json(INFER, infer(shape + "\"data\": [" + flat + "]}", outputs, "")).json();
    byte[] json =
        infer(
                shape + "\"parameters\": {\"binary_data_size\": 600}}",
                outputs,
                "\"binary_data_output\": true")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json);
    body.writeBytes(image.pixels());
    Answer answer =
        server.post(
            INFER,
            "application/octet-stream",
            body.toByteArray(),
            "Inference-Header-Content-Length",
            Integer.toString(json.length));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    int head = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
    int end = head + 150 * 150 * Float.BYTES;
    float[] heatmap = floats(java.util.Arrays.copyOfRange(answer.body(), head, end));
    float[] expected = new float[150 * 150];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = output(plain, "heatmap").path("data").get(i).floatValue();
    }
    assertThat(heatmap).containsExactly(expected, within(1e-4f));
    String label = output(plain, "label").path("data").get(0).asText();
    ByteBuffer rest =
        ByteBuffer.wrap(answer.body(), end, answer.body().length - end)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(rest.getInt()).isEqualTo(label.length());
    assertThat(new String(answer.body(), end + 4, label.length(), StandardCharsets.UTF_8))
        .isEqualTo(label);
  }

  @Test
  void inferTakesOneFileAsItIs() throws Exception {
    Answer answer =
        server.post(INFER, "application/octet-stream", sea, "Inference-Header-Content-Length", "0");
    assertThat(output(answer.json(), "label").path("data").get(0).asText()).isEqualTo("sea");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"inputs\": []}",
        "{\"inputs\": [{}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"FP32\", \"shape\": [1, 1, 1, 3]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 1, 1, 3]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 1, 1], \"data\": [1]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [-1, 1, 1, 3], \"data\": [1]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 1, 1, 3], \"data\": [1, 2]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 1, 1, 3], \"data\": [1, 2, 3, 4]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 1, 1, 3], \"data\": [1, 2, 999]}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"UINT8\", \"shape\": [1, 1, 1, 3], \"parameters\": {\"binary_data_size\": 3}}]}",
        "{\"inputs\": [{\"name\": \"image_bytes\", \"datatype\": \"BYTES\", \"shape\": [2], \"data\": [\"aGVsbG8=\"]}]}",
        "{\"inputs\": [{\"name\": \"image_bytes\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"aGVsbG8=\"]}]}",
      })
  void inferOfWhatIsNoImageIsABadRequest(String body) throws Exception {
    Answer answer = server.json(INFER, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).startsWith("Expected").contains("found");
  }

  @Test
  void inferNamesTheOutputsThatThereAre() throws Exception {
    Answer answer = server.json(INFER, infer(file(sea), "{\"name\": \"heatmaps\"}", ""));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).contains("found 'heatmaps'; nearest: heatmap");
  }

  @Test
  void descriptionNamesEachPathWithItsMethods() throws Exception {
    JsonNode description = server.get("/openapi.json").json();
    assertThat(description.path("openapi").asText()).startsWith("3.");
    List<String> described = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    List<String> served = new ArrayList<>();
    server
        .server()
        .paths()
        .forEach((path, methods) -> methods.forEach(method -> served.add(method + " " + path)));
    described.removeIf(entry -> entry.startsWith("PARAMETERS")); // those of all methods
    served.removeIf(path -> path.matches("GET /(assets/.*|report.*|docs|openapi.json)?"));
    assertThat(described).containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void metricsHaveTheNamesOfBatch() throws Exception {
    server.post(MODEL + ":predict", "image/jpeg", sea);
    String metrics = server.get("/metrics").text();
    assertThat(metrics)
        .contains("gradcam_images_total ", "gradcam_failures_total ", "gradcam_batch_size ")
        .contains("gradcam_queue_length{queue=\"network\"} ")
        .contains("gradcam_stage_seconds_total{activity=\"busy\",stage=\"network\"} ")
        .contains("gradcam_requests_total{code=\"200\"} ");
    assertThat(server.get("/healthz").text()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void aRequestIsGivenUpByItsName() throws Exception {
    CompletableFuture<Answer> asked =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.post(
                    MODEL + ":explain?method=rise&samples=100000",
                    "image/jpeg",
                    sea,
                    "X-Request-Id",
                    "mine-0001");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Answer cancelled = null;
    while (cancelled == null || (cancelled.status() == 404 && !asked.isDone())) {
      cancelled = server.post("/requests/mine-0001:cancel", "", new byte[0]);
    }
    assertThat(cancelled.status()).isEqualTo(204);
    Answer answer = asked.get();
    assertThat(answer.status()).isEqualTo(499);
    assertThat(answer.error()).contains("found that it was given up");
    assertThat(server.post("/requests/mine-0001:cancel", "", new byte[0]).status()).isEqualTo(404);
    Answer next = server.post(MODEL + ":explain?method=scorecam", "image/jpeg", sea);
    assertThat(next.status()).as(next.text()).isEqualTo(200); // it need not wait for the one before
  }
}
