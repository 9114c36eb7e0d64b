/**
 * A benchmark that runs this project's networks and those of its peers in turns, same weights, same
 * images. Compiled with the Maven profile {@code peers} alone; docs/benchmarks.md has the command.
 */
@NullMarked
package io.github.gradcam.benchmark.peers;

import org.jspecify.annotations.NullMarked;
