/** The contenders, each a program of its own: what it is measured against reads the same topic with the same guarantee. */
@NullMarked
package io.wattledger.bench.contender;

import org.jspecify.annotations.NullMarked;
