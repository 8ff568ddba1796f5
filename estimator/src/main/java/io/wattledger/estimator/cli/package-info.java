/** The estimator's commands. Here alone are libraries: picocli, Jackson, commons-csv, snakeyaml-engine, Hipparchus. */
@NullMarked
package io.wattledger.estimator.cli;

import org.jspecify.annotations.NullMarked;
