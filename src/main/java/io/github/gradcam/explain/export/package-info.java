/**
 * A model written with its explanation inside, for servers that have no gradient code. Reading
 * models belongs to {@code model}.
 */
@NullMarked
package io.github.gradcam.explain.export;

import org.jspecify.annotations.NullMarked;
