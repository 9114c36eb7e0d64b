package io.github.gradcam.model.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.github.gradcam.image.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
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
   * @throws ModelException if the file has more than 2 GB
   * @throws IOException if the file cannot be read, or holds no such message
   */
  public static <M> M read(Path file, Parser<M> parser) throws IOException {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(map(file)).newCodedInput();
    input.enableAliasing(true);
    M message = parser.parseFrom(input);
    input.checkLastTagWas(0);
    return message;
  }

  /**
   * Maps a file into memory.
   *
   * @param file whose content must not change while it is used
   * @return its bytes
   * @throws ModelException if it has more than 2 GB
   * @throws IOException if it cannot be read
   */
  public static ByteBuffer map(Path file) throws IOException {
    long length = RegularFile.length(file);
    if (length > Integer.MAX_VALUE) {
      throw new ModelException(
          "Expected a model's file of at most 2 GB, found %,d bytes in %s; is it the right one? ONNX keeps weights of more in files beside it (external data)"
              .formatted(length, file));
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
    }
  }
}
