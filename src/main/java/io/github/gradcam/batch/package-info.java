/** Many images through one network: bounded, ordered, with isolated failures. */
@NullMarked
package io.github.gradcam.batch;

import org.jspecify.annotations.NullMarked;
