package io.github.gradcam.train.transfer;

import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.Skipped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The features of the images of one part of a data set, as far as those could be read. */
final class FeatureSet {

  private record Place(FeatureFile file, int index, Example example) {}

  private final List<Example> examples;
  private final List<Place> places = new ArrayList<>();
  private final int views;

  /**
   * Joins files.
   *
   * @param examples all images of the part
   * @param files with their features
   * @param views records of each image
   */
  FeatureSet(List<Example> examples, List<FeatureFile> files, int views) {
    this.examples = List.copyOf(examples);
    this.views = views;
    for (FeatureFile file : files) {
      for (int i = 0; i < file.pictures().length; i++) {
        places.add(new Place(file, i, examples.get(file.pictures()[i])));
      }
    }
  }

  /** How many images have features. */
  int size() {
    return places.size();
  }

  int views() {
    return views;
  }

  List<Example> examples() {
    return examples;
  }

  Example example(int position) {
    return places.get(position).example();
  }

  /** Reads a part of a record, as {@link FeatureFile#read} does. */
  void read(int view, int position, int offset, ByteBuffer into) throws IOException {
    Place place = places.get(position);
    place.file().read(view, place.index(), offset, into);
  }

  /** The images without features. */
  List<Skipped> skipped() {
    Set<Example> read = new HashSet<>();
    places.forEach(place -> read.add(place.example()));
    return examples.stream()
        .filter(example -> !read.contains(example))
        .map(example -> new Skipped(example.path(), "cannot be read"))
        .toList();
  }
}
