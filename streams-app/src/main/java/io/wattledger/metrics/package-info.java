/** The books and the engine as Prometheus metrics. The only package that knows Micrometer. */
@NullMarked
package io.wattledger.metrics;

import org.jspecify.annotations.NullMarked;
