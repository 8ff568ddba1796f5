/** The tables that come with the estimator: models, accelerators, sites and costs, each row with source and date. */
@NullMarked
package io.wattledger.estimator.catalogue;

import org.jspecify.annotations.NullMarked;
