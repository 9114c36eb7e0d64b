/**
 * A folder of explanations to look at: images, maps, records and the gallery, with names that never
 * collide. Images come through the pipeline of {@code batch}; the page itself is {@code report}.
 */
@NullMarked
package io.github.gradcam.batch.gallery;

import org.jspecify.annotations.NullMarked;
