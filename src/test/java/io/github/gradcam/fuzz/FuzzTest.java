package io.github.gradcam.fuzz;

import org.junit.jupiter.api.Test;

/** Whatever is handed over is read or refused in clear words, in bounded time and memory. */
class FuzzTest {

  @Test
  void aDamagedPictureIsDecodedOrRefusedInClearWords() throws Exception {
    FuzzProcess.run(Pictures.class, 0.2);
  }
}
