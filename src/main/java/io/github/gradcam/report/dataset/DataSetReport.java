package io.github.gradcam.report.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A report over a data set. What is not known is null or empty; the page then says less.
 *
 * @param head what was looked at, and how
 * @param sentences what to know first, at most six
 * @param scores how good the answers are; null if nobody counted
 * @param labels names of the classes, by index; names of labels that the model does not know may
 *     follow
 * @param images the images on the page, each of which takes about 470 bytes of it: of a larger data
 *     set than some ten thousands give a sample, and say so in the notes
 * @param groups images of alike evidence; the page shows shortcuts first, then as they come
 * @param confusion [labels][labels], rows the label, columns the answer, of the whole data set;
 *     null without labels
 * @param pairs what is known of cells of the confusion matrix; may be empty
 * @param suspectedLabels labels that are likely wrong, likeliest first; may be empty
 * @param duplicates images that are nearly the same; may be empty
 * @param concepts parts of classes; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record DataSetReport(
    ReportHead head,
    List<ReportSentence> sentences,
    @Nullable ReportScores scores,
    List<String> labels,
    List<ReportImage> images,
    List<ReportGroup> groups,
    long @Nullable [][] confusion,
    List<ConfusedPair> pairs,
    List<SuspectedLabel> suspectedLabels,
    List<DuplicateSet> duplicates,
    List<ClassConcepts> concepts) {

  /** The most sentences that a page begins with. */
  public static final int MOST_SENTENCES = 6;

  /**
   * Copies the lists, and checks that what they name is there.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_SENTENCES} sentences, two
   *     groups of one id, an image or a class that is named but not there, or a matrix that is not
   *     square in the number of labels
   */
  public DataSetReport {
    sentences = List.copyOf(sentences);
    labels = List.copyOf(labels);
    images = List.copyOf(images);
    groups = List.copyOf(groups);
    pairs = List.copyOf(pairs);
    suspectedLabels = List.copyOf(suspectedLabels);
    duplicates = List.copyOf(duplicates);
    concepts = List.copyOf(concepts);
    if (sentences.size() > MOST_SENTENCES) {
      throw new IllegalArgumentException(
          "Expected at most %d sentences, found %d".formatted(MOST_SENTENCES, sentences.size()));
    }
    requireMatrix(labels.size(), confusion);
    Checks checks = new Checks(images.size(), labels.size());
    images.forEach(checks::image);
    groups.forEach(checks::group);
    pairs.forEach(checks::pair);
    suspectedLabels.forEach(checks::suspect);
    duplicates.forEach(set -> checks.images(set.images()));
    concepts.forEach(checks::concepts);
  }

  private static void requireMatrix(int labels, long @Nullable [][] confusion) {
    if (confusion == null) {
      return;
    }
    if (confusion.length != labels
        || Arrays.stream(confusion).anyMatch(row -> row.length != labels)) {
      throw new IllegalArgumentException(
          "Expected a confusion matrix of %d x %d, one row and column a label, found another"
              .formatted(labels, labels));
    }
  }

  /** Looks whether images and classes that are named are there. */
  private record Checks(int images, int labels, Set<String> ids) {

    Checks(int images, int labels) {
      this(images, labels, new HashSet<>());
    }

    void image(ReportImage image) {
      if (image.label() != ReportImage.UNKNOWN) {
        label(image.label());
      }
      label(image.answer());
    }

    void group(ReportGroup group) {
      if (!ids.add(group.id())) {
        throw new IllegalArgumentException(
            "Expected one group of an id, found two of " + group.id());
      }
      GroupScope scope = group.scope();
      IntStream.of(scope.label(), scope.answer())
          .filter(index -> index != ReportImage.UNKNOWN)
          .forEach(this::label);
      group.mistakenFor().forEach(share -> label(share.index()));
      images(group.nearest());
      images(group.edge());
      images(group.members());
      group.channels().forEach(channel -> crops(channel.crops()));
    }

    void pair(ConfusedPair pair) {
      label(pair.label());
      label(pair.answer());
      pair.images().forEach(each -> images(each.image()));
    }

    void suspect(SuspectedLabel suspect) {
      images(suspect.image());
      label(suspect.suggested());
    }

    void concepts(ClassConcepts concepts) {
      label(concepts.index());
      concepts.parts().forEach(part -> crops(part.crops()));
    }

    private void crops(List<ImageCrop> crops) {
      crops.forEach(crop -> images(crop.image()));
    }

    void images(int... places) {
      for (int place : places) {
        require("an image", place, images);
      }
    }

    private void label(int index) {
      require("a label", index, labels);
    }

    private static void require(String what, int index, int count) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "Expected %s below %d, found %d".formatted(what, count, index));
      }
    }
  }
}
