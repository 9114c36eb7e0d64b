/**
 * Images for people: panels, sheets, captions, colour bars. Draws values that it is given and knows
 * no network.
 */
@NullMarked
package io.github.gradcam.image.draw;

import org.jspecify.annotations.NullMarked;
