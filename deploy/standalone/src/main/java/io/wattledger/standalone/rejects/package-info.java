/** Refused events: which there are, what is wrong with each, and sending them back, corrected. */
@NullMarked
package io.wattledger.standalone.rejects;

import org.jspecify.annotations.NullMarked;
