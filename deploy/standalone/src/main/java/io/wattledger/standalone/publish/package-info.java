/** Cost rows and site factors into their compacted topics: what is there, what would change, and one transaction. */
@NullMarked
package io.wattledger.standalone.publish;

import org.jspecify.annotations.NullMarked;
