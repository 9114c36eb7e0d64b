package io.github.gradcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class LeftOutTestsTest {

  @Test
  void everyReasonIsSaidOnceWithTheClassesThatGaveIt() {
    LeftOutTests leftOut = new LeftOutTests();
    run(leftOut, Whole.class, Parts.class, Runs.class);
    assertThat(leftOut.lines())
        .containsExactly(
            "Left out, needs a camera: Parts x2, Whole",
            "Left out, needs a window: Parts",
            "Left out, needs patience: Parts");
  }

  @Test
  void nothingIsSaidWhereAllTestsRan() {
    LeftOutTests leftOut = new LeftOutTests();
    run(leftOut, Runs.class);
    assertThat(leftOut.lines()).isEmpty();
  }

  private static void run(LeftOutTests leftOut, Class<?>... types) {
    LauncherConfig alone =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .addTestExecutionListeners(leftOut)
            .build();
    var request = LauncherDiscoveryRequestBuilder.request();
    for (Class<?> type : types) {
      request.selectors(selectClass(type));
    }
    LauncherFactory.create(alone).execute(request.build());
  }

  static class Whole {

    @BeforeAll
    static void find() {
      assumeTrue(false, "needs a camera");
    }

    @Test
    void films() {}

    @Test
    void filmsAgain() {}
  }

  static class Parts {

    @Test
    void films() {
      assumeTrue(false, "needs a camera");
    }

    @Test
    void filmsAgain() {
      assumeTrue(false, "needs a camera");
    }

    @Test
    void shows() {
      assumeTrue(false, "needs a window");
    }

    @Test
    @Disabled("needs patience")
    void waits() {}

    @Test
    void runs() {}
  }

  static class Runs {

    @Test
    void runs() {}
  }
}
