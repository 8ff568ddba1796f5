/**
 * The configuration as typed records. Each key is declared, documented and given its default in one place, the component of its
 * record; the reference page is made from that.
 */
@NullMarked
package io.wattledger.config;

import org.jspecify.annotations.NullMarked;
