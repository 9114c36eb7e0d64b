package io.github.gradcam.cli.console;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;

/** One line for an event, and one for its exception. */
final class LogFormat extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    String message = TerminalStream.escaped(event.getFormattedMessage());
    String line = "%-5s %s%n".formatted(event.getLevel(), message);
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null
        ? line
        : line
            + "%s: %s%n"
                .formatted(
                    thrown.getClassName(),
                    TerminalStream.escaped(String.valueOf(thrown.getMessage())));
  }
}
