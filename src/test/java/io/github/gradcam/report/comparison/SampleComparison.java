package io.github.gradcam.report.comparison;

import io.github.gradcam.report.ClassProbability;
import java.util.List;

/** Pages of two models that were never run. */
final class SampleComparison {

  private SampleComparison() {}

  static ComparisonHead head(String model) {
    return new ComparisonHead(
        "runs/" + model + "/saved_model, 150 px, maps of re_lu_8 (9 x 9), float32",
        "saved_model, 150 px, maps of re_lu_8 (9 x 9), float32",
        "Maps by Grad-CAM for the class that A predicts, in both models",
        List.of(
            new ComparisonHead.Fact("images", "2", ""),
            new ComparisonHead.Fact("answers that changed", "1", "50.0 % (9.5 to 90.5)"),
            new ComparisonHead.Fact(
                "right in one alone",
                "1 and 0",
                "in A and in B; McNemar's exact p = 1.0000: no difference in accuracy is shown")),
        List.of(new ComparisonHead.Change("sea", "glacier", 1)),
        "2 of 2: those whose answers or maps moved most",
        "images/scale.png",
        "images/scale-difference.png");
  }

  static ShownImage shown(
      String path, String a, int indexOfA, String b, int indexOfB, double correlation) {
    ClassProbability inA = new ClassProbability(indexOfA, a, 0.9f);
    ComparedImage image =
        new ComparedImage(
            "/photos/" + path,
            "sea",
            inA,
            new ClassProbability(indexOfB, b, 0.6f),
            0.4,
            inA,
            0.3f,
            correlation,
            0.5,
            "ok",
            "border-only: The evidence lies on the border only.",
            null);
    return new ShownImage(
        image,
        "../photos/" + path,
        List.of(
            new ShownImage.Tile("images/1-image.jpg", "image"),
            new ShownImage.Tile("images/1-a.jpg", "A: " + a),
            new ShownImage.Tile("images/1-b.jpg", "B: " + a),
            new ShownImage.Tile("images/1-difference.jpg", "B − A")));
  }
}
