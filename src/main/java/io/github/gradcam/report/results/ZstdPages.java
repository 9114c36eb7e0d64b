package io.github.gradcam.report.results;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.github.gradcam.image.FailureWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of a Parquet file with Zstandard, and unpacks them. Parquet's own way there
 * starts Hadoop: on Windows that looks for a program of its own.
 */
final class ZstdPages implements CompressionCodecFactory {

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    if (name != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("Expected ZSTD, found %s".formatted(name));
    }
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    if (name != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("Expected ZSTD, found %s".formatted(name));
    }
    return new Decompressor();
  }

  @Override
  public void release() {}

  /** Holds nothing between pages. */
  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(page.size()));
      page.writeAllTo(bytes);
      try {
        return BytesInput.from(Zstd.compress(bytes.toByteArray(), Zstd.defaultCompressionLevel()));
      } catch (LinkageError e) {
        throw new IOException(
            "that Zstandard cannot be unpacked to the folder for temporary files (%s)"
                .formatted(FailureWords.of(e, "its library is missing")),
            e);
      }
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {}
  }

  /** Holds nothing between pages. */
  private static final class Decompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput page, int size) throws IOException {
      return BytesInput.from(unpacked(page.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer page, int packed, ByteBuffer out, int size)
        throws IOException {
      byte[] bytes = new byte[packed];
      page.get(bytes);
      out.put(unpacked(bytes, size));
    }

    private static byte[] unpacked(byte[] bytes, int size) throws IOException {
      try {
        return Zstd.decompress(bytes, size);
      } catch (ZstdException e) {
        throw new IOException("its data is damaged", e);
      }
    }

    @Override
    public void release() {}
  }
}
