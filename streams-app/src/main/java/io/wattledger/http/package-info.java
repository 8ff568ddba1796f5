/** Metrics, health and the page over HTTP. The only package that knows the web server. */
@NullMarked
package io.wattledger.http;

import org.jspecify.annotations.NullMarked;
