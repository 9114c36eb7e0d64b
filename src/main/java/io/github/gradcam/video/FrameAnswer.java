package io.github.gradcam.video;

import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.image.HeatValues;

/**
 * What is shown of a frame: a class, and where the evidence for it lies.
 *
 * @param probabilities [classes] in 0..1, the network's for this very frame; between explained
 *     frames those in proportion
 * @param classIndex the class shown, which lasts while others are ahead for moments only
 * @param probability its probability as shown, 0..1, steadied over time
 * @param heat at the layer's size, 0..1 on a scale that the whole video shares, steadied over time
 * @param energy mean of the heat before it was steadied, 0..1
 * @param diagnosis whether the map can be read
 * @param explained whether the network looked at this frame, rather than at those around it
 * @param cut whether a new scene begins here
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record FrameAnswer(
    float[] probabilities,
    int classIndex,
    float probability,
    HeatValues heat,
    double energy,
    Diagnosis diagnosis,
    boolean explained,
    boolean cut) {}
