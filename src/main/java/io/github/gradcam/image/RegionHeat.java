package io.github.gradcam.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How many pixels each labelled region has and how hot they are.
 *
 * @param area pixels of each label
 * @param sum of the values of each label
 * @param peak highest value of each label
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RegionHeat(long[] area, double[] sum, float[] peak) {

  /** Sums up [height, width] of float values by the int labels 0 to count - 1, row by row. */
  static RegionHeat of(Mat values, Mat labels, int count) {
    RegionHeat heat = new RegionHeat(new long[count], new double[count], new float[count]);
    float[] rowValues = new float[values.cols()];
    int[] rowLabels = new int[values.cols()];
    try (BytePointer valueData = values.data();
        BytePointer labelData = labels.data();
        FloatPointer floats = new FloatPointer(valueData);
        IntPointer ints = new IntPointer(labelData)) {
      for (int row = 0; row < values.rows(); row++) {
        floats.position((long) row * rowValues.length).get(rowValues);
        ints.position((long) row * rowLabels.length).get(rowLabels);
        heat.add(rowValues, rowLabels);
      }
    }
    return heat;
  }

  float mean(int label) {
    return (float) (sum[label] / area[label]);
  }

  private void add(float[] values, int[] labels) {
    for (int i = 0; i < values.length; i++) {
      int label = labels[i];
      area[label]++;
      sum[label] += values[i];
      peak[label] = Math.max(peak[label], values[i]);
    }
  }
}
