package io.github.gradcam.evaluate.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Npy;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with scikit-learn, as {@code src/test/python/groups.py} ran it on the same vectors. */
class SpectralReferenceTest {

  private static final Map<String, float[]> SKLEARN =
      Npy.archive(Path.of("src/test/resources/groups/sklearn.npz"));

  private static Grouping found(String name, MadeUpVectors made) {
    int count = MadeUpVectors.SHARES.length;
    Grouping found =
        GroupFinder.find(
            made.vectors(), GroupSettings.of(1).withGroups(count, count).withResamples(0));
    float[] groups = SKLEARN.get(name + "/groups");
    int[] theirs = IntStream.range(0, groups.length).map(i -> (int) groups[i]).toArray();
    // Where images lie between groups, the starts of k-means decide.
    assertThat(RandIndex.adjusted(found.groups(), theirs)).as(name).isGreaterThan(0.97);
    assertThat(RandIndex.adjusted(found.groups(), made.truth()))
        .as(name)
        .isGreaterThan(RandIndex.adjusted(theirs, made.truth()) - 0.02);
    return found;
  }

  private static void sameEigenvalues(String name, MadeUpVectors made) {
    int most = SKLEARN.get(name + "/eigenvalues").length - 1;
    double[] ours =
        GroupFinder.find(made.vectors(), GroupSettings.of(1).withGroups(1, most).withResamples(0))
            .eigenvalues();
    float[] theirs = SKLEARN.get(name + "/eigenvalues");
    assertThat(ours).hasSize(theirs.length);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("%s, eigenvalue %d", name, i).isEqualTo(theirs[i], within(1e-5));
    }
  }

  @Test
  void groupsThatLieApartAreThoseOfScikitLearnAndOfTheTruth() {
    MadeUpVectors made = MadeUpVectors.of(600, 24, 1.0, MadeUpVectors.SHARES, 1);
    sameEigenvalues("apart", made);
    Grouping found = found("apart", made);
    assertThat(RandIndex.adjusted(found.groups(), made.truth())).isEqualTo(1);
  }

  @Test
  void groupsThatTouchAreThoseOfScikitLearn() {
    MadeUpVectors made = MadeUpVectors.of(1000, 24, 1.3, MadeUpVectors.SHARES, 1);
    sameEigenvalues("touching", made);
    found("touching", made);
  }

  @Test
  void groupsThatOverlapAreThoseOfScikitLearn() {
    MadeUpVectors made = MadeUpVectors.of(1000, 24, 1.7, MadeUpVectors.SHARES, 1);
    sameEigenvalues("overlapping", made);
    found("overlapping", made);
  }
}
