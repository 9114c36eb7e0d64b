package io.github.gradcam.model;

import io.github.gradcam.model.kernel.NetworkKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.RunOptions;

/** One question to a network: what is fed, and what is asked for. */
public final class NetworkRun {

  private record Feed(Output<?> at, Tensor value) {}

  private final NetworkSession session;
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Output<?>> fetches = new ArrayList<>();
  private RunOptions options = RunOptions.getDefaultInstance();

  NetworkRun(NetworkSession session) {
    this.session = session;
  }

  /**
   * Feeds a value in place of what an op gives.
   *
   * @param at of the classifier's graph
   * @param value stays the caller's to close, after the run
   * @return this
   */
  public NetworkRun feed(Operand<?> at, Tensor value) {
    feeds.add(new Feed(at.asOutput(), value));
    return this;
  }

  /**
   * Asks for what an op gives.
   *
   * @param of the classifier's graph
   * @return this
   */
  public NetworkRun fetch(Operand<?> of) {
    fetches.add(of.asOutput());
    return this;
  }

  /** Asks for a trace as well. */
  NetworkRun options(RunOptions wanted) {
    options = wanted;
    return this;
  }

  /**
   * Runs the network.
   *
   * @return the values in the order asked for, the caller's to close
   * @throws DeviceMemoryException if the device has too little memory
   */
  public Result run() {
    return session.run(this);
  }

  /** Whether a check holds for all that is fed. */
  boolean feedsAll(Predicate<Output<?>> check) {
    return feeds.stream().map(Feed::at).allMatch(check);
  }

  /** Whether a check holds for all that is asked for. */
  boolean fetchesAll(Predicate<Output<?>> check) {
    return fetches.stream().allMatch(check);
  }

  /** All that is fed and asked for, by name. */
  Set<String> ends() {
    return Stream.concat(feeds.stream().map(Feed::at), fetches.stream())
        .map(NetworkRun::name)
        .collect(Collectors.toSet());
  }

  /** A tensor as graphs name it, such as {@code split:1}. */
  static String name(Output<?> end) {
    return end.op().name() + ":" + end.index();
  }

  /**
   * Asks a session.
   *
   * @param same finds an end of the classifier's graph in that of the session
   * @param kernels say which ops must not be computed in 16 bits
   */
  Result on(Session other, UnaryOperator<Output<?>> same, NetworkKernels kernels) {
    Session.Runner runner = other.runner();
    feeds.forEach(feed -> runner.feed(same.apply(feed.at()), feed.value()));
    fetches.forEach(fetch -> runner.fetch(same.apply(fetch)));
    kernels
        .inSinglePrecision(
            feeds.stream().map(feed -> feed.at().op().name()).toList(),
            fetches.stream().map(fetch -> fetch.op().name()).toList())
        .forEach(runner::addTarget);
    return options.equals(RunOptions.getDefaultInstance())
        ? runner.run()
        : runner.setOptions(options).runAndFetchMetadata();
  }
}
