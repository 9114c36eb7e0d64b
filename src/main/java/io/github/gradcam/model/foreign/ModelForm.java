package io.github.gradcam.model.foreign;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import io.github.gradcam.model.foreign.onnx.OnnxReader;
import io.github.gradcam.model.foreign.tflite.TfliteReader;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.KerasFile;
import io.github.gradcam.model.keras.WrappedSavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The forms in which models come, told by what a file holds and not by its name. */
enum ModelForm {
  SAVED_MODEL {
    @Override
    ForeignNetwork read(Path path, ModelDescription description) {
      return ForeignNetwork.of(new SavedModelReader(path, description).read());
    }
  },
  KERAS {
    @Override
    ForeignNetwork read(Path path, ModelDescription description) {
      return ForeignNetwork.of(
          WrappedSavedModel.of(path)
              .map(wrapped -> new WrappedReader(path, wrapped, description).read())
              .orElseGet(() -> KerasFile.read(path, description.logits())));
    }
  },
  ONNX {
    @Override
    ForeignNetwork read(Path path, ModelDescription description) {
      return ForeignNetwork.of(
          new OnnxReader(path)
              .read(description.input(), description.logits(), description.inputSize()));
    }
  },
  TFLITE {
    @Override
    ForeignNetwork read(Path path, ModelDescription description) {
      return ForeignNetwork.of(
          new TfliteReader(path).read(description.input(), description.logits()));
    }
  },
  FROZEN_GRAPH {
    @Override
    ForeignNetwork read(Path path, ModelDescription description) {
      return ForeignNetwork.of(new FrozenGraphReader(path, description).read());
    }
  };

  private static final int STARTS = 16;

  /** Reads the network. */
  abstract ForeignNetwork read(Path path, ModelDescription description);

  /** Looks at a file or folder. */
  static ModelForm of(Path path) {
    if (Files.isRegularFile(path.resolve(SavedModelReader.FILE))) {
      return SAVED_MODEL;
    } else if (Files.isDirectory(path)) {
      throw new ModelException(
          "Expected a model folder with %s, found no %s; check --model"
              .formatted(SavedModelReader.FILE, path.resolve(SavedModelReader.FILE)));
    } else if (path.endsWith(SavedModelReader.FILE) && Files.isRegularFile(path)) {
      throw new ModelException(
          "Expected a model's folder, found its file %s; give the folder that it is in"
              .formatted(path));
    }
    String start = start(path);
    PytorchFile.refuse(path, start);
    if (TfliteReader.isStart(start)) {
      return TFLITE;
    } else if (OnnxReader.isStart(start)) {
      return ONNX;
    }
    return KerasFile.isStart(start) ? KERAS : FROZEN_GRAPH;
  }

  private static String start(Path file) {
    if (!Files.exists(file)) {
      throw new ModelException(
          "Expected a model at %s, found nothing; check the path".formatted(file));
    }
    try {
      RegularFile.length(file);
    } catch (IOException e) {
      throw new ModelException("%s: %s".formatted(file, FailureWords.of(e)), e);
    }
    try {
      return RegularFile.start(file, STARTS);
    } catch (IOException e) {
      throw new ModelException(
          "Expected a model that can be read at %s, found: %s".formatted(file, FailureWords.of(e)),
          e);
    }
  }
}
