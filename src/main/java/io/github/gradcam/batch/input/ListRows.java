package io.github.gradcam.batch.input;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a list row by row. */
interface ListRows extends Closeable {

  /** The next row, null at the end; after a failure there are no more. */
  @Nullable ListRow next() throws IOException;
}
