/**
 * What programs say to the server and get from it: KServe's V1 protocol with its verb {@code
 * explain}, the Open Inference Protocol (V2), plain uploads; and how images, arrays and options are
 * read and answers are written. It knows nothing of connections.
 */
@NullMarked
package io.github.gradcam.serve.protocol;

import org.jspecify.annotations.NullMarked;
