package io.github.gradcam.cli.console;

/**
 * The streams of a run: results go to one, everything else to the other.
 *
 * @param out for results
 * @param err for progress, notes and errors
 * @param quiet whether progress and notes are left out
 */
public record Console(TerminalStream out, TerminalStream err, boolean quiet) {

  /** Prints a result. */
  public void result(String line) {
    out.println(line);
  }

  /** Prints a note for the user who watches. */
  public void note(String line) {
    if (!quiet) {
      err.println(line);
    }
  }

  /**
   * Begins to show progress.
   *
   * @param task what is done
   * @param total how many units; 0 where that is not known
   * @param unit the name of a unit, such as {@code images}
   * @return the caller's to close
   */
  public Progress progress(String task, long total, String unit) {
    return new Progress(this, task, total, unit);
  }
}
