package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.input.ImageContent;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/** An image in any storage that Hadoop knows; read when it is decoded. */
record HadoopImage(ListedImage image, Configuration storage) implements ImageContent {

  private static final long LARGEST = 512L << 20;

  @Override
  public DecodedImage decode() throws ImageReadException {
    String broken = image.error();
    if (broken != null) {
      throw new ImageReadException(broken);
    }
    return ImageFiles.decoded(read(), image.path());
  }

  private byte[] read() throws ImageReadException {
    if (image.length() > LARGEST) {
      throw new ImageReadException(
          "Expected a file of at most %d MB, found %d bytes"
              .formatted(LARGEST >> 20, image.length()));
    }
    URI place = new Path(image.location()).toUri();
    if (place.getScheme() == null || place.getScheme().equals("file")) {
      checkRegular(java.nio.file.Path.of(place.getPath()));
    }
    try (FSDataInputStream in = open()) {
      byte[] bytes = new byte[(int) image.length()];
      in.readFully(0, bytes);
      return bytes;
    } catch (FileNotFoundException e) {
      throw new ImageReadException("Expected a file, found none: it was there when it was listed");
    } catch (EOFException e) {
      throw new ImageReadException(
          "Expected %d bytes as listed, found fewer".formatted(image.length()));
    } catch (IOException e) {
      throw new ImageReadException("Expected to read the file, found: " + FailureWords.of(e));
    }
  }

  /** Opening a pipe would wait for ever; on other storage there are only files. */
  private static void checkRegular(java.nio.file.Path file) throws ImageReadException {
    try {
      RegularFile.length(file);
    } catch (NoSuchFileException e) {
      throw new ImageReadException("Expected a file, found none: it was there when it was listed");
    } catch (IOException e) {
      throw new ImageReadException(FailureWords.of(e));
    }
  }

  /** The length is known, so that an object store need not be asked again. */
  private FSDataInputStream open() throws IOException {
    Path path = new Path(image.location());
    FileSystem files = path.getFileSystem(storage);
    return FutureIO.awaitFuture(
        files
            .openFile(path)
            .opt(Options.OpenFileOptions.FS_OPTION_OPENFILE_LENGTH, Long.toString(image.length()))
            .opt(
                Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY,
                Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY_WHOLE_FILE)
            .build());
  }
}
