package io.github.gradcam.explain.trial;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Explains noise by Grad-CAM for a few seconds: how fast that is, and what comes out. The main
 * class of a process that does nothing else, so that ways to compute can be compared.
 *
 * @param imagesPerSecond that were explained
 * @param answers for the first images
 */
record WorkTrial(double imagesPerSecond, Answers answers) {

  private static final double WARM_UP_SECONDS = 0.7;
  private static final double SECONDS = 1.5;
  private static final int COMPARED = 2;

  /**
   * What to explain.
   *
   * @param model its file or folder
   * @param description what is said of it
   * @param precision in which to compute
   * @param batch images a run
   * @param runs at once
   */
  record Request(
      String model, ModelDescription description, Precision precision, int batch, int runs) {}

  /**
   * Explains, and writes what was found.
   *
   * @param arguments the file of a request, and the file to write
   * @throws Exception if a file cannot be read or written, or the model not be explained
   */
  public static void main(String[] arguments) throws Exception {
    JsonMapper json = new JsonMapper();
    Request request = json.readValue(Path.of(arguments[0]).toFile(), Request.class);
    json.writeValue(Path.of(arguments[1]).toFile(), of(request));
    System.exit(0);
  }

  /** Explains with the kernels and threads of this process. */
  static WorkTrial of(Request request)
      throws IOException, ExecutionException, InterruptedException {
    ModelSource source = new ModelSource(Path.of(request.model), request.description);
    Execution execution = new Execution(request.precision, Device.CPU);
    try (Classifier classifier = source.load(execution).classifier();
        Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      int picture = classifier.card().inputSize() * classifier.card().inputSize() * 3;
      byte[] pixels = new byte[Math.max(COMPARED, request.batch) * picture];
      new Random(1).nextBytes(pixels);
      Answers answers = Answers.of(explainer, Arrays.copyOf(pixels, COMPARED * picture), COMPARED);
      byte[] batch = Arrays.copyOf(pixels, request.batch * picture);
      return new WorkTrial(speed(explainer, batch, request), answers);
    }
  }

  private static double speed(Explainer explainer, byte[] batch, Request request)
      throws ExecutionException, InterruptedException {
    int[] classes = new int[request.batch];
    long warm = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
    Callable<Double> work =
        () -> {
          rate(explainer, batch, classes, warm);
          return rate(explainer, batch, classes, warm + (long) (SECONDS * 1e9));
        };
    ExecutorService threads = Executors.newFixedThreadPool(request.runs);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < request.runs; i++) {
        rates.add(threads.submit(work));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum;
    } finally {
      threads.shutdown();
    }
  }

  /** Images a second until a time; one run at least. */
  private static double rate(Explainer explainer, byte[] batch, int[] classes, long end) {
    long start = System.nanoTime();
    long now;
    long pictures = 0;
    do {
      explainer.explain(batch, classes);
      pictures += classes.length;
      now = System.nanoTime();
    } while (now < end);
    return pictures / ((now - start) / 1e9);
  }
}
