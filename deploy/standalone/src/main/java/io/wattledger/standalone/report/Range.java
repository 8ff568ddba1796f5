package io.wattledger.standalone.report;

import java.math.BigDecimal;

/** An amount with its 90 % range, in whole units, exact to the millionth. */
record Range(BigDecimal low, BigDecimal central, BigDecimal high) {

    Range plus(Range other) {
        return new Range(low.add(other.low), central.add(other.central), high.add(other.high));
    }
}
