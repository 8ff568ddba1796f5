/**
 * Energy of images and videos that a model generates: the arithmetic of its passes at a share of the peak, launches and exchanges between
 * accelerators, by the specification of the accelerator and with coefficients from measurements. Needs the JDK alone; package cli.fit calibrates it.
 */
@NullMarked
package io.wattledger.estimator.generation;

import org.jspecify.annotations.NullMarked;
