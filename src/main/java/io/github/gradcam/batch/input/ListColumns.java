package io.github.gradcam.batch.input;

/**
 * The names of the columns of a list of images; upper and lower case count as the same where no
 * column is called exactly so.
 *
 * @param path the column of the files, which a list has to have
 * @param label the column of the true class
 * @param target the column of the class to explain, a name or an index
 */
public record ListColumns(String path, String label, String target) {

  /** {@code path}, {@code label} and {@code class}, of which a list may lack the last two. */
  public static final ListColumns DEFAULT = new ListColumns("path", "label", "class");
}
