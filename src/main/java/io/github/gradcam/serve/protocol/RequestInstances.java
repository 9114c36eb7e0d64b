package io.github.gradcam.serve.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradcam.serve.http.WebCall;
import io.github.gradcam.serve.http.WebFault;
import io.github.gradcam.serve.http.WebForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the images of a request: of KServe's JSON, of a form, or one as the body itself. */
final class RequestInstances {

  private static final String IMAGE = "image";
  private static final String MASK = "mask";
  private static final String BYTES = "image_bytes";
  private static final String PIXELS = "pixels";
  private static final String B64 = "b64";

  private final ImageLimits limits;

  RequestInstances(ImageLimits limits) {
    this.limits = limits;
  }

  /** At least one, in the order of the request. */
  List<Instance> of(WebCall call) throws WebFault {
    ImageIntake intake = limits.intake();
    String type = call.type();
    if (type.equals("application/json")) {
      return ofJson(call, intake);
    } else if (type.equals("multipart/form-data")) {
      return ofForm(call, intake);
    } else if (type.startsWith("image/") || type.equals("application/octet-stream")) {
      return List.of(new Instance(intake.file(call.body()), AskedOptions.of(call.query()), null));
    }
    throw new WebFault(
        WebFault.UNSUPPORTED_TYPE,
        "Expected a Content-Type of application/json, multipart/form-data or image/..., found '%s'; with curl: -H 'Content-Type: application/json' or -F image=@FILE"
            .formatted(AskedOptions.shortened(type)));
  }

  private static List<Instance> ofJson(WebCall call, ImageIntake intake) throws WebFault {
    ObjectNode body = JsonBody.object(call.body(), 0, call.body().length);
    JsonNode instances = body.get("instances");
    if (instances == null || !instances.isArray() || instances.isEmpty()) {
      throw ImageIntake.bad(
          "Expected {\"instances\": [...]} with at least one image, found %s"
              .formatted(instances == null ? "no instances" : JsonBody.kind(instances)));
    }
    Map<String, String> common = new LinkedHashMap<>(call.query());
    common.putAll(JsonBody.options(body, "instances", "signature_name", "parameters"));
    if (body.get("parameters") instanceof ObjectNode parameters) {
      common.putAll(JsonBody.options(parameters));
    }
    List<Instance> read = new ArrayList<>();
    for (JsonNode instance : instances) {
      read.add(ofJson(instance, common, intake));
    }
    return read;
  }

  private static Instance ofJson(JsonNode node, Map<String, String> common, ImageIntake intake)
      throws WebFault {
    if (node.isArray()) {
      return new Instance(PixelArrays.image(node, intake), AskedOptions.of(common), null);
    }
    if (!(node instanceof ObjectNode object)) {
      throw ImageIntake.bad(
          "Expected an image as {\"image_bytes\": {\"b64\": ...}} or [height][width][3], found "
              + JsonBody.kind(node));
    }
    Map<String, String> options = new LinkedHashMap<>(common);
    options.putAll(JsonBody.options(object, BYTES, PIXELS, B64, MASK));
    ImageIntake.Taken mask = object.has(MASK) ? content(object.get(MASK), MASK, intake) : null;
    return new Instance(image(object, intake), AskedOptions.of(options), mask);
  }

  private static ImageIntake.Taken image(ObjectNode object, ImageIntake intake) throws WebFault {
    if (object.has(PIXELS) && !object.has(BYTES) && !object.has(B64)) {
      return PixelArrays.image(object.get(PIXELS), intake);
    } else if (object.has(BYTES) && !object.has(PIXELS) && !object.has(B64)) {
      return content(object.get(BYTES), BYTES, intake);
    } else if (object.has(B64) && !object.has(BYTES) && !object.has(PIXELS)) {
      return intake.file(JsonBody.base64(object.get(B64), B64));
    }
    throw ImageIntake.bad(
        "Expected one of image_bytes, b64 and pixels in each instance, found none or several");
  }

  private static ImageIntake.Taken content(JsonNode node, String where, ImageIntake intake)
      throws WebFault {
    JsonNode b64 = node.get(B64);
    if (b64 == null || node.size() != 1) {
      throw ImageIntake.bad(
          "Expected {\"b64\": ...} in %s, found %s; images are sent, never named by a path or an address"
              .formatted(where, JsonBody.kind(node)));
    }
    return intake.file(JsonBody.base64(b64, where));
  }

  private List<Instance> ofForm(WebCall call, ImageIntake intake) throws WebFault {
    Map<String, String> options = new LinkedHashMap<>(call.query());
    List<ImageIntake.Taken> images = new ArrayList<>();
    ImageIntake.@Nullable Taken mask = null;
    for (WebForm.Part part : WebForm.parts(call, limits.images() + AskedOptions.NAMES.size())) {
      if (part.name().equals(IMAGE)) {
        images.add(intake.file(part.content()));
      } else if (part.name().equals(MASK)) {
        mask = intake.file(part.content());
      } else if (part.file() != null) {
        throw ImageIntake.bad(
            "Expected files in the fields image and mask, found one in '%s'"
                .formatted(AskedOptions.shortened(part.name())));
      } else {
        options.put(part.name(), new String(part.content(), StandardCharsets.UTF_8));
      }
    }
    if (images.isEmpty()) {
      throw ImageIntake.bad(
          "Expected an image in the field image (curl -F image=@FILE), found none");
    }
    AskedOptions asked = AskedOptions.of(options);
    List<Instance> read = new ArrayList<>();
    for (ImageIntake.Taken image : images) {
      read.add(new Instance(image, asked, mask));
    }
    return read;
  }
}
