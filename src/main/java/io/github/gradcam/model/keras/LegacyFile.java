package io.github.gradcam.model.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.weights.HdfArrays;
import io.github.gradcam.model.keras.weights.LegacyWeights;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code .h5}: HDF5 with the architecture as an attribute. */
final class LegacyFile {

  private LegacyFile() {}

  static FlatNetwork read(Path file, @Nullable String logits) {
    try (HdfFile hdf = open(file)) {
      String config = HdfArrays.text(hdf, "model_config");
      if (config == null) {
        throw new ModelException(
            ("Expected an architecture (attribute model_config) in '%s', found weights alone; the"
                    + " architecture is not guessed: save the whole model with model.save('model.keras')")
                .formatted(file));
      }
      Group weights = hdf.getChildren().get("model_weights") instanceof Group group ? group : hdf;
      String version = HdfArrays.text(hdf, "keras_version");
      return KerasFile.build(
          KerasFile.JSON.readTree(config), version, LegacyWeights.of(weights), logits);
    } catch (JsonProcessingException e) {
      throw new ModelException(
          "Expected model_config of '%s' as JSON, found a damaged one".formatted(file), e);
    } catch (HdfException | IOException e) {
      throw new ModelException(
          "Expected a whole HDF5 file, found a damaged or cut one: '%s'; copy it again"
              .formatted(file),
          e);
    }
  }

  /**
   * Opens a file mapped to memory, where lengths that go beyond its end ask for none; what is too
   * long to be mapped is read as it is.
   */
  private static HdfFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.size() > Integer.MAX_VALUE
          ? new HdfFile(file)
          : HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }
}
