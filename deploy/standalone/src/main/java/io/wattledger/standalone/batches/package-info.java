/** The batch sizes at which models are served, as their requests tell them, and the costs that are to be booked by them. */
@NullMarked
package io.wattledger.standalone.batches;

import org.jspecify.annotations.NullMarked;
