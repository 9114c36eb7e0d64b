/**
 * The web's side of the server: Jetty, who may ask, how much and for how long, and replies as plain
 * values. It knows nothing of networks; Jetty lives here alone.
 */
@NullMarked
package io.github.gradcam.serve.http;

import org.jspecify.annotations.NullMarked;
