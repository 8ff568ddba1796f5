/** Every figure of the source documents that can be checked: as printed, as computed here, and whether it holds. */
@NullMarked
package io.wattledger.estimator.reproduce;

import org.jspecify.annotations.NullMarked;
