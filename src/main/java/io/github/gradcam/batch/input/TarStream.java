package io.github.gradcam.batch.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a tar file and notices where its end mark, a record of zeros, is missing. */
final class TarStream extends TarArchiveInputStream {

  private boolean marked;

  TarStream(InputStream in, String encoding) {
    super(in, encoding);
  }

  @Override
  protected byte @Nullable [] readRecord() throws IOException {
    byte[] record = super.readRecord();
    if (record == null && !marked) {
      throw new EOFException("found no end mark");
    }
    return record;
  }

  @Override
  protected boolean isEOFRecord(byte @Nullable [] record) {
    boolean end = super.isEOFRecord(record);
    marked |= end;
    return end;
  }
}
