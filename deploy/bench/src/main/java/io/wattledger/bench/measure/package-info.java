/** Measuring from outside: what the operating system, the broker and the log of the garbage collector know of a process. */
@NullMarked
package io.wattledger.bench.measure;

import org.jspecify.annotations.NullMarked;
