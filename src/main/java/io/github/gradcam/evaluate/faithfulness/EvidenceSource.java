package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;

/** What tells where the evidence in one image is. */
interface EvidenceSource {

  /**
   * Marks the evidence.
   *
   * @param photo the image's file
   * @param width columns of the result
   * @param height rows of the result
   * @return the evidence, with an empty mask if there is none
   * @throws ImageReadException if a file cannot be read
   */
  KnownEvidence evidence(Path photo, int width, int height) throws ImageReadException;
}
