/**
 * The library's face: open a model, explain images, get plain values and images of the JDK. Types
 * of other libraries stay below; methods of your own are written against {@code explain}.
 */
@NullMarked
package io.github.gradcam;

import org.jspecify.annotations.NullMarked;
