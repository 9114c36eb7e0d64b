package io.github.gradcam.cli.option;

import io.github.gradcam.cli.console.Console;

/** One verb of the command line; JCommander fills its fields before it runs. */
public interface Command {

  /** Exit code: all is done. */
  int DONE = 0;

  /** Exit code: something failed, and was reported. */
  int FAILED = 1;

  /** Exit code: the command line cannot be understood. */
  int USAGE = 2;

  /** Exit code: the work was done, and what it found is beyond a limit that was given. */
  int OVER_LIMIT = 3;

  /** {@return the verb} */
  String name();

  /** {@return the options that every command has} */
  CommonOptions common();

  /**
   * Does the work.
   *
   * @param console where results and progress go
   * @return an exit code
   * @throws Exception if it failed; the message is for the user
   */
  int run(Console console) throws Exception;
}
