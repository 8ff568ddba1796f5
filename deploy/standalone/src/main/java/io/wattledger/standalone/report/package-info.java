/**
 * Reports for chargeback: what of the books falls into a period, added up by dimensions, priced, and written as a table, CSV, JSON,
 * FOCUS, HTML or Parquet. Sources read lines; the rest is functions of them.
 */
@NullMarked
package io.wattledger.standalone.report;

import org.jspecify.annotations.NullMarked;
