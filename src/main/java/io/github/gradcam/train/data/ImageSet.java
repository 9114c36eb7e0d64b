package io.github.gradcam.train.data;

import static java.util.Comparator.naturalOrder;

import io.github.gradcam.image.RegularFile;
import io.github.gradcam.model.NearestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of one part of a data set with their classes; immutable and safe for many threads.
 *
 * <p>Reads the Intel scenes as Kaggle's download unzips ({@code seg_train/seg_train/<class>/}), any
 * of its inner folders, its zip files in place, or any folder with one folder a class.
 */
public final class ImageSet implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ImageSet.class);

  private final DataSource source;
  private final List<String> labels;
  private final List<Example> examples;
  private final int ignoredFiles;
  private final int excluded;

  ImageSet(DataSource source, List<String> labels, List<Example> examples, int ignoredFiles) {
    this(source, labels, examples, ignoredFiles, 0);
  }

  private ImageSet(
      DataSource source,
      List<String> labels,
      List<Example> examples,
      int ignoredFiles,
      int excluded) {
    this.source = source;
    this.labels = List.copyOf(labels);
    this.examples = List.copyOf(examples);
    this.ignoredFiles = ignoredFiles;
    this.excluded = excluded;
  }

  /**
   * Lists the images of a data set; no image is decoded yet.
   *
   * @param data a folder or a zip file
   * @param split the part to read; a source without parts serves for any
   * @return the images found, which hold a zip file open until closed
   * @throws DataSetException if there is nothing there, no class folder, or an empty class folder
   */
  public static ImageSet open(Path data, Split split) {
    DataSource source = DataSource.open(data, split);
    try {
      ImageSet set = new ClassFolders(source, split).read();
      if (set.ignoredFiles > 0) {
        LOG.warn("{} files in {} are not images by their name: left out", set.ignoredFiles, data);
      }
      return set;
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * Names the classes.
   *
   * @return the labels in index order, alphabetical unless {@link #withLabels} changed them; empty
   *     for images without labels
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Lists the images.
   *
   * @return the images by class and name
   */
  public List<Example> examples() {
    return examples;
  }

  /**
   * Lists the images as if they had no labels.
   *
   * @param without paths of files to leave out, those of other sets among them; of an image in a
   *     zip file {@code ARCHIVE!/ENTRY}
   * @return the other images by class and name
   */
  public List<Example> unlabelled(Collection<String> without) {
    return besides(identities(without)).map(e -> e.withClassIndex(Example.UNLABELLED)).toList();
  }

  private static Set<String> identities(Collection<String> paths) {
    return paths.stream().map(DataSource::identity).collect(Collectors.toSet());
  }

  private Stream<Example> besides(Set<String> named) {
    return examples.stream().filter(e -> !named.contains(source.identity(e.file())));
  }

  /**
   * Counts the files that are not images by their name, hidden files not among them.
   *
   * @return the number of files left out
   */
  public int ignoredFiles() {
    return ignoredFiles;
  }

  /**
   * Reads one image file; safe to call from many threads.
   *
   * @param example an image of this set
   * @return the encoded bytes as stored
   * @throws IOException if the file cannot be read
   */
  public byte[] read(Example example) throws IOException {
    RegularFile.length(example.file());
    return Files.readAllBytes(example.file());
  }

  /**
   * Puts the classes in the order of a model, for a folder that may lack some of its classes.
   *
   * @param modelLabels the model's labels in index order
   * @return the same images with the model's class indexes; shares the zip file with this set, so
   *     that closing either closes both
   * @throws DataSetException if a class of this set is unknown to the model
   */
  public ImageSet withLabels(List<String> modelLabels) {
    int[] modelIndex = labels.stream().mapToInt(label -> indexIn(modelLabels, label)).toArray();
    List<Example> mapped =
        examples.stream()
            .map(e -> e.classIndex() < 0 ? e : e.withClassIndex(modelIndex[e.classIndex()]))
            .toList();
    return new ImageSet(source, modelLabels, mapped, ignoredFiles, excluded);
  }

  /**
   * Leaves images out. A file is known again by any way to it, links among them.
   *
   * @param paths of files; of an image in a zip file {@code ARCHIVE!/ENTRY}
   * @return the others; shares the zip file with this set, so that closing either closes both
   * @throws DataSetException if none of the paths is in this set, or a class would have no image
   *     left
   */
  public ImageSet without(Collection<String> paths) {
    Set<String> named = identities(paths);
    List<Example> left = besides(named).toList();
    if (left.size() == examples.size() && !named.isEmpty()) {
      throw new DataSetException(
          "Expected paths of images in %s, found none among %d, such as %s; check where the list was made"
              .formatted(
                  source.show(source.top()),
                  named.size(),
                  paths.stream().min(naturalOrder()).get()));
    }
    for (int index = 0; index < labels.size(); index++) {
      int label = index;
      if (left.stream().noneMatch(example -> example.classIndex() == label)) {
        throw new DataSetException(
            "Expected images of each class, found all of %s left out; remove its folder, or leave out fewer"
                .formatted(labels.get(label)));
      }
    }
    return new ImageSet(
        source, labels, left, ignoredFiles, excluded + examples.size() - left.size());
  }

  /**
   * Counts the images that {@link #without} left out.
   *
   * @return how many
   */
  public int excluded() {
    return excluded;
  }

  /** Closes the zip file, if the images come from one; safe to call twice. */
  @Override
  public void close() {
    source.close();
  }

  private int indexIn(List<String> modelLabels, String label) {
    int index = modelLabels.indexOf(label);
    if (index < 0) {
      throw new DataSetException(
          "Expected folders named after the model's classes (%s), found %s in %s; nearest: %s"
              .formatted(
                  String.join(", ", modelLabels),
                  label,
                  source.show(source.top()),
                  String.join(", ", NearestNames.of(label, modelLabels, 3))));
    }
    return index;
  }
}
