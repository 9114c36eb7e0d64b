/**
 * Where images come from: folders, patterns, lists, zip and tar files. Gives names and bytes in
 * order; pixels are made in {@code image.codec}, and nothing here knows a network.
 */
@NullMarked
package io.github.gradcam.batch.input;

import org.jspecify.annotations.NullMarked;
