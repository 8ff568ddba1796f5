/**
 * The fault harness: real parts as processes of their own, a seeded stream of events, a seeded plan of faults, and the checks
 * that follow. It knows the application by its command line and its topics alone.
 */
@NullMarked
package io.wattledger.standalone.torture;

import org.jspecify.annotations.NullMarked;
