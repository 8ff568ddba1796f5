/** What is told of a run: medians, ratios, goals, as text, JSON, Markdown and a picture. */
@NullMarked
package io.wattledger.bench.report;

import org.jspecify.annotations.NullMarked;
