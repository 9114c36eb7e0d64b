package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found about kernels is kept for later processes. */
class KernelCacheTest {

  private static final KernelReport REPORT =
      KernelChoiceTest.report(
          Kernels.EIGEN, KernelKind.POOLING, Double.POSITIVE_INFINITY, 0.25, 0.5);

  @TempDir private Path folder;

  @Test
  void aReportIsReadAsItWasWritten() {
    KernelCache cache = new KernelCache(folder.resolve("new"));
    cache.write(REPORT);
    assertThat(cache.read(Kernels.EIGEN)).contains(REPORT);
    assertThat(cache.read(Kernels.ONEDNN)).isEmpty();
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws IOException {
    KernelCache cache = new KernelCache(folder);
    cache.write(REPORT);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    assertThat(files).hasSize(1);
    Files.writeString(files.get(0), "{\"kernels\":\"EIG");
    assertThat(cache.read(Kernels.EIGEN)).isEmpty();
    cache.write(REPORT);
    assertThat(cache.read(Kernels.EIGEN)).contains(REPORT);
  }

  @Test
  void aFolderThatCannotBeMadeIsNoFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    KernelCache cache = new KernelCache(file.resolve("below"));
    cache.write(REPORT);
    cache.writeHint("0");
    assertThat(cache.read(Kernels.EIGEN)).isEmpty();
  }
}
