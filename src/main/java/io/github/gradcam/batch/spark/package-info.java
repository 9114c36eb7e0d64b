/**
 * Many images on a cluster: Apache Spark as the engine. Nothing else of the program knows Spark.
 */
@NullMarked
package io.github.gradcam.batch.spark;

import org.jspecify.annotations.NullMarked;
