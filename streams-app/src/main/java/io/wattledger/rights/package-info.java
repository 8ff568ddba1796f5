/** Who we are to Kafka, what that one may do there, and words for what Kafka refuses. */
@NullMarked
package io.wattledger.rights;

import org.jspecify.annotations.NullMarked;
