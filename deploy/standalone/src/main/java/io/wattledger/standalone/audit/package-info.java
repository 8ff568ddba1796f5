/**
 * The books computed anew from the topics alone, by docs/books.md, and compared with what the application wrote. Nothing here
 * knows how the application books: a fault in one of the two shows as a difference.
 */
@NullMarked
package io.wattledger.standalone.audit;

import org.jspecify.annotations.NullMarked;
