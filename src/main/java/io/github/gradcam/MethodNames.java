package io.github.gradcam;

/**
 * The names of the methods that come along, for {@link GradcamBuilder#methods}; {@code
 * docs/methods.md} says what each shows, and which to believe.
 */
public final class MethodNames {

  /** Grad-CAM. */
  public static final String GRAD_CAM = "gradcam";

  /** HiResCAM. */
  public static final String HIRES_CAM = "hirescam";

  /** Element-wise Grad-CAM. */
  public static final String ELEMENT_WISE_GRAD_CAM = "elementwisegradcam";

  /** Grad-CAM++. */
  public static final String GRAD_CAM_PLUS_PLUS = "gradcamplusplus";

  /** XGrad-CAM. */
  public static final String XGRAD_CAM = "xgradcam";

  /** LayerCAM. */
  public static final String LAYER_CAM = "layercam";

  /** EigenCAM. */
  public static final String EIGEN_CAM = "eigencam";

  /** Eigen-Grad-CAM. */
  public static final String EIGEN_GRAD_CAM = "eigengradcam";

  /** FinerCAM. */
  public static final String FINER_CAM = "finercam";

  /** CAM. */
  public static final String CAM = "cam";

  /** Score-CAM. */
  public static final String SCORE_CAM = "scorecam";

  /** SS-CAM. */
  public static final String SS_CAM = "sscam";

  /** IS-CAM. */
  public static final String IS_CAM = "iscam";

  /** Ablation-CAM. */
  public static final String ABLATION_CAM = "ablationcam";

  /** Recipro-CAM. */
  public static final String RECIPRO_CAM = "reciprocam";

  /** Smooth Grad-CAM++. */
  public static final String SMOOTH_GRAD_CAM_PLUS_PLUS = "smoothgradcamplusplus";

  /** RandomCAM. */
  public static final String RANDOM_CAM = "randomcam";

  /** Saliency. */
  public static final String SALIENCY = "saliency";

  /** SmoothGrad. */
  public static final String SMOOTH_GRAD = "smoothgrad";

  /** Integrated Gradients. */
  public static final String INTEGRATED_GRADIENTS = "integratedgradients";

  /** Guided Backpropagation. */
  public static final String GUIDED_BACKPROPAGATION = "guidedbackpropagation";

  /** Guided Grad-CAM. */
  public static final String GUIDED_GRAD_CAM = "guidedgradcam";

  /** Occlusion. */
  public static final String OCCLUSION = "occlusion";

  /** RISE. */
  public static final String RISE = "rise";

  private MethodNames() {}
}
