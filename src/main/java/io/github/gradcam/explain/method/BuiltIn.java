package io.github.gradcam.explain.method;

/** What people are told of the methods that come along. */
enum BuiltIn {
  GRAD_CAM(
      "Grad-CAM",
      "Weighs each feature map by the mean of its gradient.",
      "Selvaraju et al., ICCV 2017, arXiv:1610.02391"),
  HI_RES_CAM(
      "HiResCAM",
      "Multiplies activation and gradient place by place, without averaging.",
      "Draelos and Carin, 2020, arXiv:2011.08891"),
  ELEMENT_WISE_GRAD_CAM(
      "Element-wise Grad-CAM",
      "HiResCAM with only the positive products.",
      "pytorch-grad-cam, GradCAMElementWise (Gildenblat et al., 2021)"),
  GRAD_CAM_PLUS_PLUS(
      "Grad-CAM++",
      "Weighs each feature map by its positive gradients, those of small regions more.",
      "Chattopadhay et al., WACV 2018, arXiv:1710.11063"),
  X_GRAD_CAM(
      "XGrad-CAM",
      "Weighs each feature map by its gradient where it is active.",
      "Fu et al., BMVC 2020, arXiv:2008.02312"),
  LAYER_CAM(
      "LayerCAM",
      "Weighs each place by its own positive gradient; fit for shallow layers.",
      "Jiang et al., IEEE TIP 2021, doi:10.1109/TIP.2021.3089943"),
  EIGEN_CAM(
      "EigenCAM",
      "The first principal component of the activations; asks for no class.",
      "Muhammad and Yeasin, IJCNN 2020, arXiv:2008.00299"),
  EIGEN_GRAD_CAM(
      "Eigen-Grad-CAM",
      "The first principal component of activation times gradient.",
      "pytorch-grad-cam, EigenGradCAM (Gildenblat et al., 2021)"),
  FINER_CAM(
      "FinerCAM",
      "Grad-CAM of what the class has over the classes nearest to it.",
      "Zhang et al., CVPR 2025, arXiv:2501.11309"),
  CAM(
      "CAM",
      "The weights of the last dense layer, where only an average stands before it.",
      "Zhou et al., CVPR 2016, arXiv:1512.04150"),
  SCORE_CAM(
      "Score-CAM",
      "Weighs each feature map by the class' logit for the image seen through it.",
      "Wang et al., CVPR 2020 workshops, arXiv:1910.01279",
      "a pass for each feature map, shared by all classes"),
  SMOOTHED_SCORE_CAM(
      "SS-CAM",
      "Score-CAM, the mean over noisy masks.",
      "Wang, Naidu et al., arXiv:2006.14255",
      "%d passes for each feature map, shared by all classes"),
  INTEGRATED_SCORE_CAM(
      "IS-CAM",
      "Score-CAM, the mean over masks that fade in.",
      "Naidu et al., arXiv:2010.03023",
      "%d passes for each feature map, shared by all classes"),
  ABLATION_CAM(
      "Ablation-CAM",
      "Weighs each feature map by how far the logit falls without it.",
      "Desai and Ramaswamy, WACV 2020, doi:10.1109/WACV45572.2020.9093360",
      "a pass from the layer on for each feature map, shared by all classes"),
  RECIPRO_CAM(
      "Recipro-CAM",
      "The class' logit for each place's activations alone; asks for no gradient.",
      "Byun and Lee, 2022, arXiv:2209.14074",
      "a pass from the layer on for each place, shared by all classes"),
  SMOOTH_GRAD_CAM_PLUS_PLUS(
      "Smooth Grad-CAM++",
      "Grad-CAM++ with gradients that are means over noisy versions of the image.",
      "Omeiza et al., IntelliSys 2019, arXiv:1908.01224",
      "%d passes, back to the layer, for each class"),
  RANDOM_CAM(
      "RandomCAM",
      "Random weights: the baseline that any method must beat.",
      "pytorch-grad-cam, RandomCAM (Gildenblat et al., 2021)"),
  SALIENCY(
      "Saliency",
      "How much the logit changes with each pixel.",
      "Simonyan et al., ICLR 2014 workshop, arXiv:1312.6034",
      "one forward and backward pass per class"),
  SMOOTH_GRAD(
      "SmoothGrad",
      "Saliency, the mean over noisy versions of the image.",
      "Smilkov et al., arXiv:1706.03825",
      "%d forward and backward passes per class"),
  INTEGRATED_GRADIENTS(
      "Integrated Gradients",
      "What each pixel adds to the logit on the way from a grey image to this one.",
      "Sundararajan et al., ICML 2017, arXiv:1703.01365",
      "%d forward and backward passes per class"),
  GUIDED_BACKPROPAGATION(
      "Guided Backpropagation",
      "The gradient at the pixels, with only what is positive passed back through ReLUs.",
      "Springenberg et al., ICLR 2015 workshop, arXiv:1412.6806",
      "one forward and backward pass per class"),
  GUIDED_GRAD_CAM(
      "Guided Grad-CAM",
      "Guided backpropagation where Grad-CAM is bright.",
      "Selvaraju et al., ICCV 2017, arXiv:1610.02391",
      "two forward and backward passes per class"),
  OCCLUSION(
      "Occlusion",
      "How far the logit falls when a patch of the image is covered.",
      "Zeiler and Fergus, ECCV 2014, arXiv:1311.2901",
      "about 200 passes, shared by all classes"),
  RISE(
      "RISE",
      "How much likelier the class is where a pixel is seen through random masks.",
      "Petsiuk et al., BMVC 2018, arXiv:1806.07421",
      "%d passes, shared by all classes");

  /** As records and images call it. */
  final String title;

  final String summary;
  final String paper;

  /** With a place for the number of samples, where a method takes some. */
  final String cost;

  /** One of a pass that all such methods share. */
  BuiltIn(String title, String summary, String paper) {
    this(title, summary, paper, "one pass, shared by all such methods");
  }

  BuiltIn(String title, String summary, String paper, String cost) {
    this.title = title;
    this.summary = summary;
    this.paper = paper;
    this.cost = cost;
  }
}
