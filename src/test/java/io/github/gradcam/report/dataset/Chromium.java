package io.github.gradcam.report.dataset;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own Chromium, without a screen, and pages in it that keep what went wrong. */
public final class Chromium implements AutoCloseable {

  private static final String PROGRAM = "chromium";

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, with further arguments; where there is none, the test is left out. */
  public static Chromium start(String... more) {
    List<Path> programs =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, PROGRAM))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!programs.isEmpty(), "needs the program chromium, which is not installed");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(programs.get(0))
                    .setArgs(
                        Stream.concat(Stream.of("--no-sandbox", "--disable-gpu"), Stream.of(more))
                            .toList()));
    return new Chromium(playwright, browser);
  }

  /** A window that has nothing in it yet. */
  public Window window(int width, int height, ColorScheme scheme) {
    return new Window(
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setAcceptDownloads(true))
            .newPage());
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** A page, what it asked for, and what it complained of. */
  public static final class Window implements AutoCloseable {

    private final Page page;
    private final List<String> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Window(Page page) {
      this.page = page;
      page.onRequest(request -> requests.add(request.url()));
      page.onConsoleMessage(message -> complaints.add(message.text()));
      page.onPageError(complaints::add);
    }

    /** The page itself. */
    public Page page() {
      return page;
    }

    /** The addresses that it asked for. */
    public List<String> requests() {
      return List.copyOf(requests);
    }

    /** What it wrote to the console, and errors of its scripts. */
    public List<String> complaints() {
      return List.copyOf(complaints);
    }

    @Override
    public void close() {
      page.context().close();
    }
  }
}
