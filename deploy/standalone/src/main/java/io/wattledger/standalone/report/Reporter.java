package io.wattledger.standalone.report;

import io.wattledger.standalone.kafka.Connection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Answers questions. */
final class Reporter {

    private final Optional<Prices> prices;
    private final Map<String, BigDecimal> metered;

    /** @param metered facility energy that meters say, kWh by region */
    Reporter(Optional<Prices> prices, Map<String, BigDecimal> metered) {
        this.prices = prices;
        this.metered = metered;
    }

    /**
     * From topics.
     *
     * @throws ReportException if the source does not hold all of the period
     */
    Report report(Question question, Source source, Connection connection)
            throws ReportException, InterruptedException {
        ReportBuilder builder = new ReportBuilder(question, prices, metered);
        State state = source.read(question.cuts(), builder::add);
        Revisions revisions = Revisions.read(connection);
        return builder.build(state.with(revisions.of(builder.gpusByModel(), builder.regions(), question.span())));
    }

    /** From an instance, which does not tell the revisions of the past. */
    Report report(Question question, Source source) throws ReportException, InterruptedException {
        ReportBuilder builder = new ReportBuilder(question, prices, metered);
        return builder.build(source.read(question.cuts(), builder::add));
    }
}
