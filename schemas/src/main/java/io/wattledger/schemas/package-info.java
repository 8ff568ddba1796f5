/** The contract: topics, and the serde that speaks the Schema Registry wire format. */
@NullMarked
package io.wattledger.schemas;

import org.jspecify.annotations.NullMarked;
