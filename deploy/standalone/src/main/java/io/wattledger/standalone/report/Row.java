package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A row of a report.
 *
 * @param values of what the report is broken down by; empty where there is none
 * @param previous the same in the period before; only of rows that are of the whole period
 * @param percent of the energy of the report; those of all rows add up to 100.0
 */
record Row(
        Span span,
        List<Optional<String>> values,
        Kind kind,
        Figures figures,
        Optional<Figures> previous,
        Optional<BigDecimal> percent,
        Optional<Money> money) {}
