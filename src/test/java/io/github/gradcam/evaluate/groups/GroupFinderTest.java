package io.github.gradcam.evaluate.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupFinderTest {

  private static final GroupSettings PLAIN = GroupSettings.of(1).withResamples(0);

  @Test
  void theEigengapFindsFiveGroupsAndKeepsThatOfThreePercent() {
    MadeUpVectors made = MadeUpVectors.of(600, 24, 1.0, MadeUpVectors.SHARES, 1);
    Grouping found = GroupFinder.find(made.vectors(), PLAIN);
    assertThat(found.count()).isEqualTo(5);
    assertThat(found.sizes()[4])
        .isEqualTo((int) Arrays.stream(made.truth()).filter(t -> t == 4).count());
    assertThat(RandIndex.adjusted(found.groups(), made.truth())).isEqualTo(1);
  }

  @Test
  void aGroupThatNoEdgeJoinsToTheOthersIsKept() {
    MadeUpVectors made = MadeUpVectors.of(500, 64, 0.4, new double[] {0.97, 0.03}, 3);
    Grouping found = GroupFinder.find(made.vectors(), PLAIN);
    assertThat(found.components()).isEqualTo(2);
    assertThat(found.eigenvalues()[1]).isLessThan(1e-9);
    assertThat(found.groups()).containsExactly(made.truth());
  }

  @Test
  void moreSeparatePartsThanGroupsAllowedAreAllGroups() {
    double[] shares = new double[12];
    Arrays.fill(shares, 1.0 / 12);
    MadeUpVectors made = MadeUpVectors.of(480, 64, 0.3, shares, 3);
    Grouping found = GroupFinder.find(made.vectors(), PLAIN.withGroups(1, 4));
    assertThat(found.components()).isEqualTo(12);
    assertThat(found.count()).isEqualTo(12);
    assertThat(RandIndex.adjusted(found.groups(), made.truth())).isEqualTo(1);
  }

  @Test
  void vectorsWithoutGroupsAreOneGroup() {
    MadeUpVectors made = MadeUpVectors.of(500, 64, 1, new double[] {1}, 3);
    assertThat(GroupFinder.find(made.vectors(), PLAIN).count()).isEqualTo(1);
    assertThat(GroupFinder.find(made.vectors(), PLAIN.withGroups(3, 3)).count()).isEqualTo(3);
  }

  @Test
  void imagesWhoseVectorIsZeroOrNotFiniteBelongToNoGroup() {
    MadeUpVectors made = MadeUpVectors.of(300, 24, 0.8, new double[] {0.6, 0.4}, 5);
    float[] values = made.vectors().values().clone();
    Arrays.fill(values, 0, 24, 0);
    values[7 * 24 + 3] = Float.NaN;
    values[9 * 24 + 3] = Float.POSITIVE_INFINITY;
    Grouping found = GroupFinder.find(new EvidenceVectors(values, 24), PLAIN);
    for (int image : new int[] {0, 7, 9}) {
      assertThat(found.groups()[image]).isEqualTo(-1);
      assertThat(found.distances()[image]).isNaN();
      assertThat(found.layout()[2 * image]).isNaN();
    }
    assertThat(Arrays.stream(found.groups()).filter(group -> group < 0).count()).isEqualTo(3);
    assertThat(Arrays.stream(found.sizes()).sum()).isEqualTo(297);
    assertThat(RandIndex.adjusted(found.groups(), made.truth())).isEqualTo(1);
  }

  @Test
  void noVectorWithADirectionGivesNoGroups() {
    Grouping found = GroupFinder.find(new EvidenceVectors(new float[12], 4), GroupSettings.of(1));
    assertThat(found.count()).isZero();
    assertThat(found.groups()).containsOnly(-1);
    assertThat(found.centres().nearest(new float[] {1, 0, 0, 0}, 0).group()).isEqualTo(-1);
    Grouping none = GroupFinder.find(new EvidenceVectors(new float[0], 4), GroupSettings.of(1));
    assertThat(none.groups()).isEmpty();
  }

  @Test
  void upToAFewImagesAreOneGroup() {
    for (int images = 1; images <= 7; images++) {
      MadeUpVectors made = MadeUpVectors.of(images, 8, 1, new double[] {1}, images);
      Grouping found = GroupFinder.find(made.vectors(), GroupSettings.of(1));
      assertThat(found.groups()).as("%d images", images).hasSize(images).containsOnly(0);
      assertThat(found.layout()).doesNotContain(Float.NaN);
    }
  }

  @Test
  void equalVectorsAreOneGroupAtItsCentre() {
    float[] values = new float[200 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (1 + i / 3) * (1 + i % 3);
    }
    Grouping found = GroupFinder.find(new EvidenceVectors(values, 3), GroupSettings.of(1));
    assertThat(found.groups()).containsOnly(0);
    for (float distance : found.distances()) {
      assertThat(distance).isEqualTo(0, within(1e-6f));
    }
  }

  @Test
  void lengthsDoNotMatter() {
    MadeUpVectors made = MadeUpVectors.of(300, 24, 1.0, new double[] {0.6, 0.4}, 5);
    float[] scaled = made.vectors().values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= 1 << i / 24 % 10;
    }
    assertThat(GroupFinder.find(new EvidenceVectors(scaled, 24), PLAIN).groups())
        .isEqualTo(GroupFinder.find(made.vectors(), PLAIN).groups());
  }

  @Test
  void distancesAreOneLessTheCosineToTheMeanDirection() {
    float[] values = {1, 0, 0, 2, 1, 0, 0, 2, 1, 0, 0, 2};
    Grouping found = GroupFinder.find(new EvidenceVectors(values, 2), PLAIN.withGroups(1, 1));
    assertThat(found.centres().centre(0))
        .containsExactly(
            new float[] {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)}, within(1e-6f));
    for (float distance : found.distances()) {
      assertThat(distance).isEqualTo((float) (1 - Math.sqrt(0.5)), within(1e-6f));
    }
  }

  @Test
  void onlyTheSeedDecides() {
    MadeUpVectors made = MadeUpVectors.of(400, 24, 1.7, MadeUpVectors.SHARES, 2);
    GroupSettings settings = GroupSettings.of(5).withGroups(5, 5).withResamples(6);
    Grouping first = GroupFinder.find(made.vectors(), settings);
    Grouping second = GroupFinder.find(made.vectors(), settings);
    assertThat(second.groups()).isEqualTo(first.groups());
    assertThat(second.layout()).isEqualTo(first.layout());
    assertThat(second.stability().randIndex()).isEqualTo(first.stability().randIndex());
    assertThat(second.stability().overlaps()).isEqualTo(first.stability().overlaps());
  }

  @Test
  void groupsAreNumberedByFallingSize() {
    MadeUpVectors made = MadeUpVectors.of(600, 24, 1.0, MadeUpVectors.SHARES, 4);
    int[] sizes = GroupFinder.find(made.vectors(), PLAIN).sizes();
    assertThat(Arrays.stream(sizes).map(size -> -size).toArray()).isSorted();
  }

  @Test
  void groupsThatLieApartAreStableAndThoseOfNoiseAreNot() {
    MadeUpVectors apart = MadeUpVectors.of(400, 24, 1.0, new double[] {0.5, 0.45, 0.05}, 5);
    GroupStability stable = GroupFinder.find(apart.vectors(), GroupSettings.of(1)).stability();
    assertThat(stable.samples()).isEqualTo(20);
    assertThat(stable.low()).isGreaterThan(0.95);
    assertThat(stable.overlaps()).hasSize(3).allMatch(overlap -> overlap > 0.95);
    assertThat(stable.sameCount()).isEqualTo(1);

    MadeUpVectors noise = MadeUpVectors.of(400, 64, 1, new double[] {1}, 5);
    GroupStability forced =
        GroupFinder.find(noise.vectors(), GroupSettings.of(1).withGroups(3, 3)).stability();
    assertThat(forced.randIndex()).isLessThan(0.5).isBetween(forced.low(), forced.high());
    assertThat(forced.overlaps()).allMatch(overlap -> overlap < 0.75);
  }

  @Test
  void theLayoutTellsGroupsApartAlsoOfAGraphInParts() {
    for (double noise : new double[] {1.0, 0.3}) {
      MadeUpVectors made = MadeUpVectors.of(300, 24, noise, new double[] {0.4, 0.3, 0.3}, 5);
      Grouping found = GroupFinder.find(made.vectors(), PLAIN);
      assertThat(found.components() > 1).isEqualTo(noise < 0.5);
      int apart = 0;
      for (int a = 0; a < 300; a++) {
        int nearest = nearest(found.layout(), a);
        apart += made.truth()[a] == made.truth()[nearest] ? 0 : 1;
      }
      assertThat(apart).as("noise %s", noise).isLessThanOrEqualTo(6);
      for (float place : found.layout()) {
        assertThat(place).isBetween(-1f, 1f);
      }
    }
  }

  private static int nearest(float[] layout, int image) {
    return IntStream.range(0, layout.length / 2)
        .filter(other -> other != image)
        .boxed()
        .min(
            Comparator.comparingDouble(
                other ->
                    Math.hypot(
                        layout[2 * image] - layout[2 * other],
                        layout[2 * image + 1] - layout[2 * other + 1])))
        .orElseThrow();
  }

  @Test
  void otherImagesGoToTheGroupThatTheyWouldHaveBeenIn() {
    MadeUpVectors made = MadeUpVectors.of(3000, 24, 0.8, MadeUpVectors.SHARES, 1);
    int[] sample = StratifiedSample.of(new int[3000], 1000, 1);
    GroupCentres centres = GroupFinder.find(made.vectors().of(sample), PLAIN).centres();
    int[] all =
        IntStream.range(0, 3000)
            .map(image -> centres.nearest(made.vectors().values(), image * 24).group())
            .toArray();
    assertThat(RandIndex.adjusted(all, made.truth())).isEqualTo(1);
  }

  @Test
  void neighboursAreThoseOfAllPairsCompared() {
    Random random = new Random(1);
    int width = 7;
    int images = 301;
    float[] values = new float[images * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    EvidenceVectors vectors = new EvidenceVectors(values, width);
    Neighbours found = Neighbours.ofUnit(vectors.unit(vectors.usable()), width, 6);
    for (int image = 0; image < images; image++) {
      int self = image;
      int[] nearest =
          IntStream.range(0, images)
              .filter(other -> other != self)
              .boxed()
              .sorted(
                  (a, b) ->
                      Double.compare(
                          cosine(values, width, self, b), cosine(values, width, self, a)))
              .limit(6)
              .mapToInt(i -> i)
              .toArray();
      assertThat(Arrays.copyOfRange(found.nearest(), image * 6, image * 6 + 6)).isEqualTo(nearest);
      assertThat((double) found.cosines()[image * 6])
          .isEqualTo(cosine(values, width, image, nearest[0]), within(1e-6));
    }
  }

  private static double cosine(float[] values, int width, int a, int b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int d = 0; d < width; d++) {
      product += (double) values[a * width + d] * values[b * width + d];
      squaresA += (double) values[a * width + d] * values[a * width + d];
      squaresB += (double) values[b * width + d] * values[b * width + d];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new EvidenceVectors(new float[7], 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 7");
    assertThatThrownBy(() -> GroupSettings.of(1).withGroups(3, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
