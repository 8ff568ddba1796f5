/**
 * Time of an image in a vision model: a roofline of arithmetic, activations, weights and launches, its constants from measured
 * throughput. Needs the JDK alone; package cli.fit calibrates it.
 */
@NullMarked
package io.wattledger.estimator.vision;

import org.jspecify.annotations.NullMarked;
