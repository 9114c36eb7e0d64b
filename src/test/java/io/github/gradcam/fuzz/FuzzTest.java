package io.github.gradcam.fuzz;

import org.junit.jupiter.api.Test;

/** Whatever is handed over is read or refused in clear words, in bounded time and memory. */
class FuzzTest {

  @Test
  void aDamagedImageIsDecodedOrRefusedInClearWords() throws Exception {
    FuzzProcess.run(Images.class, 0.2);
  }

  @Test
  void aDamagedArchiveOrListGivesImagesOrFailuresInClearWords() throws Exception {
    FuzzProcess.run(Archives.class, 0.2);
  }

  @Test
  void aDamagedModelIsOpenedOrRefusedInClearWords() throws Exception {
    FuzzProcess.run(Models.class, 0.2);
  }

  @Test
  void aDamagedVideoGivesFramesOrIsRefusedInClearWords() throws Exception {
    FuzzProcess.run(Videos.class, 0.2);
  }

  @Test
  void anyCommandLineEndsInOrderAndWrongUsageWritesNothing() throws Exception {
    FuzzProcess.run(Commands.class, 0.2);
  }
}
