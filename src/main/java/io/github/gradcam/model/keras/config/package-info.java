/** What a Keras file says of its model and layers, as values. No op is made here. */
@NullMarked
package io.github.gradcam.model.keras.config;

import org.jspecify.annotations.NullMarked;
