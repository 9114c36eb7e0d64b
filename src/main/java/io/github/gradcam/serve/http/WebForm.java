package io.github.gradcam.serve.http;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** Takes a form of files and fields apart ({@code multipart/form-data}); in memory alone. */
public final class WebForm {

  private static final int PART_HEADERS = 4096;

  /**
   * A field or a file.
   *
   * @param name of the field
   * @param file the name that the client's file has; null for a field. It is no path here
   * @param content its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Part(String name, @Nullable String file, byte[] content) {}

  private WebForm() {}

  /**
   * Reads a form.
   *
   * @param call whose body is one
   * @param most parts
   * @return its parts in their order
   * @throws WebFault if it is none, or has more parts
   */
  public static List<Part> parts(WebCall call, int most) throws WebFault {
    String type = call.header("Content-Type");
    String boundary = type == null ? null : MultiPart.extractBoundary(type);
    if (boundary == null || boundary.isEmpty()) {
      throw broken("no boundary in its Content-Type");
    }
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setUseFilesForPartsWithoutFileName(false);
    parser.setMaxMemoryFileSize(-1);
    parser.setMaxFileSize(-1);
    parser.setMaxLength(call.body().length);
    parser.setPartHeadersMaxLength(PART_HEADERS);
    parser.setMaxParts(most);
    CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
    parser.parse(
        Content.Source.from(ByteBuffer.wrap(call.body())), Promise.Invocable.toPromise(parsed));
    try (MultiPartFormData.Parts parts = parsed.join()) {
      List<Part> read = new ArrayList<>();
      for (MultiPart.Part part : parts) {
        String name = part.getName();
        ByteBuffer content = Content.Source.asByteBuffer(part.getContentSource());
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        read.add(new Part(name == null ? "" : name, part.getFileName(), bytes));
      }
      return read;
    } catch (CompletionException | IllegalArgumentException | IllegalStateException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw broken(FailureWords.of(cause, "one that is damaged"));
    } catch (IOException e) {
      throw broken(FailureWords.of(e));
    }
  }

  private static WebFault broken(String found) {
    return new WebFault(
        WebFault.BAD_REQUEST,
        "Expected a whole form of files and fields (multipart/form-data), found: " + found);
  }
}
