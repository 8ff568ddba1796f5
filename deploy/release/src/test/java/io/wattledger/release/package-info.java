/** What is given away: whether its licences allow it, and whether it runs where there is a Java runtime and nothing else. */
@NullMarked
package io.wattledger.release;

import org.jspecify.annotations.NullMarked;
