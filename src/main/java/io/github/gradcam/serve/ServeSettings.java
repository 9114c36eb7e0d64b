package io.github.gradcam.serve;

import io.github.gradcam.serve.http.WebAccess;
import io.github.gradcam.serve.http.WebLimits;
import io.github.gradcam.serve.protocol.ImageLimits;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is run.
 *
 * @param host name or number of the address to listen at
 * @param port to listen at; 0 for any that is free
 * @param access who may ask
 * @param limits how much of requests
 * @param images how much of their images
 * @param batch the most images of one pass, at least 1
 * @param runs of networks at once, at least 1
 * @param report the folder of a report; null for none
 * @param samples images that the page offers to begin with
 * @param shipped the name of the model that {@code gradcam explain} takes unless told otherwise;
 *     null where it is not served
 */
public record ServeSettings(
    String host,
    int port,
    WebAccess access,
    WebLimits limits,
    ImageLimits images,
    int batch,
    int runs,
    @Nullable Path report,
    List<Path> samples,
    @Nullable String shipped) {

  /** Copies the list. */
  public ServeSettings {
    samples = List.copyOf(samples);
  }
}
