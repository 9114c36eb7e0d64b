package io.github.gradcam.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.Patches;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.data.Batch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The model and the photos that ship. */
class DeletionTaskTest {

  private static final int SIDE = 4;
  private static final Map<String, byte[]> IMAGES = new LinkedHashMap<>();
  private static Classifier network;

  @TempDir Path folder;

  @BeforeAll
  static void load() throws Exception {
    network = new SavedModelFolder(Path.of("saved_model")).load(Precision.FLOAT32);
    int size = network.card().inputSize();
    try (var files = Files.list(Path.of("data"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jpg")).sorted().toList()) {
        IMAGES.put(file.toString(), Resize.bilinear(ImageFiles.read(file), size, size).pixels());
      }
    }
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @Test
  void imagesHaveHolesInWholePatchesAndAreAskedForTheAnswersOfTheWholeOnes() {
    try (DeletionTask task = new DeletionTask(network, IMAGES, SIDE, 3)) {
      assertThat(task.training().size()).isEqualTo(14); // of 18
      assertThat(task.validation().size()).isEqualTo(4);
      Patches patches = new Patches(network.card().inputSize(), SIDE);
      byte[] neutral = network.neutralColour();
      int holed = 0;
      for (Iterator<Batch> batches = task.training().epoch(1); batches.hasNext(); ) {
        Batch batch = batches.next();
        float[][] targets = task.targets(batch, 1);
        int length = batch.values().length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
          byte[] whole = IMAGES.get(batch.examples().get(i).path());
          assertThat(targets[i]).containsExactly(network.probabilities(whole, 1)[0], within(1e-4f));
          for (int patch = 0; patch < patches.count(); patch++) {
            byte[] both = new byte[length];
            patches.fill(both, 0, patch, new byte[] {1, 1, 1});
            boolean filled = true;
            boolean same = true;
            for (int b = 0; b < length; b++) {
              if (both[b] == 1) {
                byte value = batch.values()[i * length + b];
                filled &= value == neutral[b % 3];
                same &= value == whole[b];
              }
            }
            assertThat(filled || same).isTrue();
            holed += filled && !same ? 1 : 0;
          }
        }
      }
      // up to 8 of 16 for each of 14
      assertThat(holed).isBetween(14, 8 * 14);
    }
  }

  @Test
  void networkThatHasLearnedAnswersOtherwiseForHolesAndNearlyTheSameForWholeImages()
      throws Exception {
    try (DeletionTask task = new DeletionTask(network, IMAGES, SIDE, 3)) {
      DeletionTask.Tuned tuned = task.tuned("model", "digest", folder, new TrainingListener() {});
      try (Classifier learned = tuned.network()) {
        assertThat(learned.labels()).isEqualTo(network.labels());
        assertThat(tuned.after()).isGreaterThanOrEqualTo(tuned.before());
        double before = 0;
        double after = 0;
        for (Iterator<Batch> batches = task.training().epoch(99); batches.hasNext(); ) {
          Batch batch = batches.next();
          float[][] wanted = task.targets(batch, 99);
          before += distance(network.probabilities(batch.values(), batch.size()), wanted);
          after += distance(learned.probabilities(batch.values(), batch.size()), wanted);
        }
        assertThat(after).isLessThan(before);
      }
      // what is there is taken again
      List<Integer> epochs = new java.util.ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void epochBegins(int epoch, int count, int steps) {
              epochs.add(epoch);
            }
          };
      task.tuned("model", "digest", folder, listener).network().close();
      assertThat(epochs).isEmpty();
    }
  }

  @Test
  void networkWithAnOpThatHasNoGradientIsRefused() {
    try (Classifier rounding =
        with(
            "Rint", node -> node.getOp().equals("Relu") && node.getName().startsWith("re_lu_3/"))) {
      assertThatThrownBy(() -> new DeletionTask(rounding, IMAGES, SIDE, 3).close())
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("found none for re_lu_3")
          .hasMessageContaining("(Rint)");
    }
  }

  @Test
  void networkWhoseClassesDoNotExcludeEachOtherIsRefused() {
    try (Classifier each = with("Sigmoid", node -> node.getOp().equals("Softmax"))) {
      assertThatThrownBy(() -> new DeletionTask(each, IMAGES, SIDE, 3).close())
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("found one that gives each a probability of its own")
          .hasMessageContaining("leave --in-domain out");
    }
  }

  /** Makes other ops of some; their inputs and types fit. */
  private static Classifier with(String op, Predicate<NodeDef.Builder> which) {
    return network.rewritten(
        graph -> {
          GraphDef.Builder changed = graph.toBuilder();
          changed.getNodeBuilderList().stream().filter(which).forEach(node -> node.setOp(op));
          return changed.build();
        });
  }

  private static double distance(float[][] a, float[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        sum += Math.abs(a[i][c] - b[i][c]);
      }
    }
    return sum;
  }
}
