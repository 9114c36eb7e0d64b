package io.github.gradcam.model.foreign.lowering;

import java.util.List;
import java.util.stream.IntStream;

/** Orders in which dimensions stand in memory: for each there, the one of the file. */
public final class Orders {

  private Orders() {}

  /**
   * As in the file.
   *
   * @param rank how many dimensions
   * @return 0, 1, 2, ...
   */
  public static List<Integer> named(int rank) {
    return IntStream.range(0, rank).boxed().toList();
  }

  /**
   * [N, C, ...] as [N, ..., C].
   *
   * @param rank how many dimensions; fewer than 3 stay as they are
   * @return 0, 2, 3, ..., 1
   */
  public static List<Integer> channelsLast(int rank) {
    return rank < 3
        ? named(rank)
        : IntStream.range(0, rank)
            .map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1)
            .boxed()
            .toList();
  }

  /**
   * What is listed in the file's order, as it stands in memory.
   *
   * @param <T> of what
   * @param named in the file's order
   * @param order in memory
   * @return in memory's order
   */
  public static <T> List<T> inMemory(List<T> named, List<Integer> order) {
    return order.stream().map(named::get).toList();
  }

  /**
   * What is listed as it stands in memory, in the file's order.
   *
   * @param <T> of what
   * @param memory in memory's order
   * @param order in memory
   * @return in the file's order
   */
  public static <T> List<T> named(List<T> memory, List<Integer> order) {
    return IntStream.range(0, order.size()).mapToObj(i -> memory.get(order.indexOf(i))).toList();
  }

  /**
   * How TensorFlow is told to move dimensions.
   *
   * @param from the order in memory before
   * @param to the order in memory after
   * @return for each dimension after the one before
   */
  static int[] moves(List<Integer> from, List<Integer> to) {
    return to.stream().mapToInt(from::indexOf).toArray();
  }

  /**
   * The order that is left without some dimensions.
   *
   * @param order in memory
   * @param gone dimensions of the file
   * @return the others, numbered anew
   */
  public static List<Integer> without(List<Integer> order, List<Integer> gone) {
    return order.stream()
        .filter(axis -> !gone.contains(axis))
        .map(axis -> axis - (int) gone.stream().filter(other -> other < axis).count())
        .toList();
  }
}
