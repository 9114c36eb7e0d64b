package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Ceiling;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.Bilinear;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * Guided Grad-CAM (Selvaraju et al., ICCV 2017, arXiv:1610.02391): guided backpropagation, summed
 * over the three colours, times Grad-CAM's map ReLU(sum over k of alpha_k A_k) enlarged to the
 * image, bilinear with half-pixel centres: sharp, and only where the class is told by.
 */
final class GuidedGradCam extends BuiltInMethod implements ProbingMethod {

  GuidedGradCam() {
    super(BuiltIn.GUIDED_GRAD_CAM);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (ProbeOps.WITH_GRADIENT + 1L) * targets + 1;
  }

  @Override
  public boolean guided() {
    return true;
  }

  @Override
  public double ceiling() {
    return Ceiling.PIXELS;
  }

  @Override
  public boolean differentiatesLayer() {
    return true;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    FeatureMaps maps = new FeatureMaps(probe);
    return probe.targets().stream().map(target -> map(probe, target, maps)).toList();
  }

  private static SignedMap map(Probe probe, Target target, FeatureMaps maps) {
    int size = probe.inputSize();
    float[] gradients = probe.layerGradients(target, 1, probe::plain)[0];
    float[] cam = maps.weighed(maps.means(gradients)).values();
    for (int i = 0; i < cam.length; i++) {
      cam[i] = Math.max(0, cam[i]);
    }
    float[] enlarged = new float[size * size];
    Bilinear.halfPixelCentres(maps.height(), maps.width(), size, size).resize(cam, enlarged);
    SignedMap guided = ColourReduction.SUM.map(probe.guidedGradients(target), size);
    for (int i = 0; i < enlarged.length; i++) {
      enlarged[i] *= guided.values()[i];
    }
    return new SignedMap(size, size, enlarged);
  }
}
