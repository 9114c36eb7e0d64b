package io.github.gradcam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Says once, at the end of a run, which tests were left out for want of something, and of what: a
 * run that passes without them proves less.
 */
public final class LeftOutTests implements LauncherSessionListener, TestExecutionListener {

  /** For each reason how many times it was given, by the names of test classes. */
  private final Map<String, Map<String, Integer>> reasons = new TreeMap<>();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    session.getLauncher().registerTestExecutionListeners(this);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    lines().forEach(System.out::println);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      String reason = result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
      executionSkipped(test, reason.replaceFirst("^Assumption failed: ", ""));
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    String name = test.getSource().map(LeftOutTests::className).orElse(test.getDisplayName());
    reasons.computeIfAbsent(reason, any -> new TreeMap<>()).merge(name, 1, Integer::sum);
  }

  /** One line a reason; none where all tests ran. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    reasons.forEach(
        (reason, classes) ->
            lines.add(
                classes.entrySet().stream()
                    .map(one -> one.getKey() + (one.getValue() > 1 ? " x" + one.getValue() : ""))
                    .collect(Collectors.joining(", ", "Left out, " + reason + ": ", ""))));
    return lines;
  }

  private static String className(TestSource source) {
    if (source instanceof MethodSource method) {
      return method.getJavaClass().getSimpleName();
    }
    return source instanceof ClassSource type
        ? type.getJavaClass().getSimpleName()
        : source.toString();
  }
}
