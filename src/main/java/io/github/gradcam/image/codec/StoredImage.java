package io.github.gradcam.image.codec;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image file with its header read: in memory, or, where it is large and its format allows that,
 * left on disk and read row by row.
 */
@SuppressWarnings("ArrayRecordComponent") // content is handed on, never compared
public record StoredImage(
    String name, ImageHeader header, byte @Nullable [] bytes, @Nullable Path file) {

  private static final long MAX_BYTES = 512L << 20;
  private static final long STREAM_FROM_BYTES = 64L << 20;
  private static final int SIGNATURE_BYTES = 128;

  static StoredImage of(byte[] bytes, String name) throws ImageReadException {
    return new StoredImage(name, ImageHeader.of(bytes, name), bytes, null);
  }

  static StoredImage open(Path file) throws ImageReadException {
    String name = file.toString();
    try {
      long length = RegularFile.length(file);
      if (length > STREAM_FROM_BYTES) {
        ImageFormat format = ImageFormat.of(start(file), name);
        if (format != ImageFormat.JPEG && format != ImageFormat.WEBP) {
          return streamed(file, format);
        }
      }
      if (length > MAX_BYTES) {
        throw new ImageReadException(
            "%s: expected a file of at most %d MB, found %d MB; make it smaller"
                .formatted(name, MAX_BYTES >> 20, length >> 20));
      }
      return of(Files.readAllBytes(file), name);
    } catch (NoSuchFileException e) {
      throw failure(name + ": found no such file", e);
    } catch (AccessDeniedException e) {
      throw failure(name + ": may not be read; check the file's permissions", e);
    } catch (IOException e) {
      throw failure(name + ": " + FailureWords.of(e), e);
    }
  }

  /** Decodes it; a decoder's complaint refuses it, or is kept as a doubt. */
  DecodedImage decode() throws ImageReadException {
    ImageFiles.Size size = header.upright();
    try {
      if (bytes != null) {
        String doubt = Complaint.of(bytes, header);
        RgbImage image = BoundedDecoder.decode(bytes, header);
        return new DecodedImage(image, size.width(), size.height(), doubt);
      }
      try (FileImageInputStream first = new FileImageInputStream(requireFile().toFile());
          FileImageInputStream stream = new FileImageInputStream(requireFile().toFile())) {
        String doubt = header.format() == ImageFormat.GIF ? Complaint.of(first, header) : null;
        RgbImage image =
            BoundedDecoder.subsampled(header, stream); // fails where others are damaged
        return new DecodedImage(image, size.width(), size.height(), doubt);
      }
    } catch (IOException e) {
      throw failure(name + ": cannot be read: " + FailureWords.of(e), e);
    } catch (ImageReadException e) {
      throw failure(name + ": " + FailureWords.of(e), e);
    }
  }

  private Path requireFile() {
    return Objects.requireNonNull(file);
  }

  private static StoredImage streamed(Path file, ImageFormat format)
      throws IOException, ImageReadException {
    try (FileImageInputStream stream = new FileImageInputStream(file.toFile())) {
      ImageHeader header = SubsampledReader.header(format, stream, ExifOrientation.UPRIGHT);
      return new StoredImage(file.toString(), header, null, file);
    } catch (ImageReadException e) {
      throw failure(file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SIGNATURE_BYTES);
    }
  }

  private static ImageReadException failure(String message, Exception cause) {
    ImageReadException failure = new ImageReadException(message);
    failure.initCause(cause);
    return failure;
  }
}
