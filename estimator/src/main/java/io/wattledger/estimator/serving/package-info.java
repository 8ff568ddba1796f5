/**
 * Energy of language models that are served: a roofline over the steps of decoding, its unit energies from the specification of the
 * accelerator, its coefficients from measurements. Needs the JDK alone; package cli.fit calibrates it.
 */
@NullMarked
package io.wattledger.estimator.serving;

import org.jspecify.annotations.NullMarked;
