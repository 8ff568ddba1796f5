/** What the demo shows: a live terminal picture, plain lines, or one JSON object. */
@NullMarked
package io.wattledger.standalone.view;

import org.jspecify.annotations.NullMarked;
