/**
 * Damages what users hand over at random and holds the readers to one promise: it is read, or it is
 * refused with a clear message, in bounded time and memory.
 *
 * <p>{@code -Dfuzz.seconds=600} gives all tests together ten minutes (60 s unless told), {@code
 * -Dfuzz.seed=7} makes other cases. What once broke the promise lies in {@code
 * src/test/resources/fuzz} and is tried first.
 */
@NullMarked
package io.github.gradcam.fuzz;

import org.jspecify.annotations.NullMarked;
