package io.github.gradcam.report.results;

import com.github.luben.zstd.Zstd;
import io.github.gradcam.image.FailureWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of a Parquet file with Zstandard. Parquet's own way there starts Hadoop: on
 * Windows that looks for a program of its own.
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
    throw new UnsupportedOperationException("Expected to write only, found a reader");
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
}
