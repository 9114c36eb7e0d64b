package io.github.gradcam.report.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Images that the network decided on by alike evidence.
 *
 * @param id name in files and addresses: lower-case letters, digits and hyphens
 * @param name what they share, in words, such as "heat at the lower border"
 * @param scope of which images it was made
 * @param size how many images of the data set it holds
 * @param errorRate share of wrong answers, 0..1; null without labels
 * @param mistakenFor the wrong answers, or for a group of one answer the labels behind it, most
 *     frequent first; empty if there are none
 * @param stability how well the group is found again in resampled images: mean best Jaccard
 *     overlap, 0..1, or NaN
 * @param meanMap mean of the heatmaps; null if there is none
 * @param meanImage where the mean image lies in the sheets; null if there is none
 * @param nearest the images nearest to the centre, nearest first; the page shows twelve
 * @param edge the images at the edge, farthest first; the page shows six
 * @param members all its images on the page
 * @param distances of the members to the centre, one each; or empty
 * @param channels the feature maps that argue most, strongest first; may be empty
 * @param causes the suspicions; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record ReportGroup(
    String id,
    String name,
    GroupScope scope,
    long size,
    @Nullable Estimate errorRate,
    List<Share> mistakenFor,
    double stability,
    @Nullable EvidenceMap meanMap,
    @Nullable ThumbnailCell meanImage,
    int[] nearest,
    int[] edge,
    int[] members,
    float[] distances,
    List<ChannelEvidence> channels,
    List<TestedCause> causes) {

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

  /**
   * Checks the id, and copies what is several.
   *
   * @throws IllegalArgumentException if the id has other signs, or there are distances, but not one
   *     a member
   */
  public ReportGroup {
    checkedId(id);
    if (distances.length != 0 && distances.length != members.length) {
      throw new IllegalArgumentException(
          "Expected a distance for each of %d members of group %s, found %d"
              .formatted(members.length, id, distances.length));
    }
    mistakenFor = List.copyOf(mistakenFor);
    nearest = nearest.clone();
    edge = edge.clone();
    members = members.clone();
    distances = distances.clone();
    channels = List.copyOf(channels);
    causes = List.copyOf(causes);
  }

  /** Refuses an id that could not stand in an address. */
  static String checkedId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Expected 1 to 64 lower-case letters, digits and hyphens as the id of a group, found \"%s\""
              .formatted(id));
    }
    return id;
  }

  /** {@return whether one of its causes is a shortcut} */
  public boolean shortcut() {
    return has(TestedCause.Verdict.SHORTCUT);
  }

  /** What the card is called: the worst that its causes are. */
  TestedCause.@Nullable Verdict verdict() {
    return Arrays.stream(TestedCause.Verdict.values()).filter(this::has).findFirst().orElse(null);
  }

  private boolean has(TestedCause.Verdict verdict) {
    return causes.stream().anyMatch(cause -> cause.verdict() == verdict);
  }

  /**
   * How many images of a group are of a class.
   *
   * @param index of the class
   * @param count how many
   */
  public record Share(int index, long count) {}
}
