package io.github.gradcam.model.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads messages that hold weights: these stay where the file is mapped into memory, and are not
 * copied to the heap.
 */
public final class MappedMessage {

  private MappedMessage() {}

  /**
   * Reads a message, whose file must not change while the message is used.
   *
   * @param <M> the kind of message
   * @param file that holds it
   * @param parser of the kind
   * @return the message
   * @throws IOException if the file cannot be read, or holds no such message
   */
  public static <M> M read(Path file, Parser<M> parser) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      CodedInputStream input =
          UnsafeByteOperations.unsafeWrap(
                  channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
              .newCodedInput();
      input.enableAliasing(true);
      M message = parser.parseFrom(input);
      input.checkLastTagWas(0);
      return message;
    }
  }
}
