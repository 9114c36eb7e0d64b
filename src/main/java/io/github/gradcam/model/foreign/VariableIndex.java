package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The index of a SavedModel's variables: a table of LevelDB's form. TensorFlow asks for as much
 * memory as a block says to need, and ends the process where there is none, so all blocks are seen
 * to lie in the file first.
 */
final class VariableIndex {

  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  /** Behind each block: how it is compressed, which these tables never are, and a checksum. */
  private static final int TRAILER = 5;

  private final ByteBuffer bytes;

  private VariableIndex(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Looks at the file, if there is one; what is wrong without harm is left to TensorFlow.
   *
   * @param folder of the model
   * @throws ModelException if a block lies beyond the end of the file or is compressed
   */
  static void check(Path folder) {
    Path file = folder.resolve("variables").resolve("variables.index");
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      new VariableIndex(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())).check();
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          "Expected an index of the model's variables in %s, found a damaged one; was the folder copied whole?"
              .formatted(file),
          e);
    }
  }

  private void check() {
    int footer = bytes.capacity() - FOOTER;
    if (footer < 0 || bytes.getLong(bytes.capacity() - Long.BYTES) != MAGIC) {
      return;
    }
    bytes.position(footer);
    block(bytes); // of other things, which are none
    for (ByteBuffer value : values(block(bytes))) {
      block(value);
    }
  }

  /** The block that a handle, its offset and its size, stands for. */
  private ByteBuffer block(ByteBuffer handle) {
    int offset = Math.toIntExact(number(handle));
    int size = Math.toIntExact(number(handle));
    if (bytes.get(Math.addExact(offset, size)) != 0) {
      throw new IllegalArgumentException("compressed");
    }
    return bytes.slice(offset, size + TRAILER).limit(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The values of a block, behind which come the places where keys are written in full. */
  private static List<ByteBuffer> values(ByteBuffer block) {
    int restarts = block.getInt(block.limit() - Integer.BYTES);
    block.limit(Math.toIntExact(block.limit() - Integer.BYTES * (1L + restarts)));
    List<ByteBuffer> values = new ArrayList<>();
    while (block.hasRemaining()) {
      number(block);
      int rest = Math.toIntExact(number(block));
      int length = Math.toIntExact(number(block));
      block.position(Math.addExact(block.position(), rest));
      values.add(block.slice(block.position(), length));
      block.position(block.position() + length);
    }
    return values;
  }

  /** A number of up to 64 bits, 7 in a byte, lowest first. */
  private static long number(ByteBuffer from) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = from.get();
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("endless number");
  }
}
