package io.wattledger.standalone.report;

import io.wattledger.standalone.kafka.Connection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Answers questions. */
final class Reporter {

    private final Optional<Prices> prices;
    private final Map<String, BigDecimal> metered;

    /**
     * An answer, and what else it could have cost.
     *
     * @param costs at the end of the period; none where the source does not tell
     */
    record Answer(Report report, CostTable costs) {}

    /** @param metered facility energy that meters say, kWh by region */
    Reporter(Optional<Prices> prices, Map<String, BigDecimal> metered) {
        this.prices = prices;
        this.metered = metered;
    }

    /**
     * With the revisions that it rests on.
     *
     * @throws ReportException if the source does not hold all of the period
     */
    Answer report(Question question, Source source, Connection connection)
            throws ReportException, InterruptedException {
        ReportBuilder builder = new ReportBuilder(question, prices, metered);
        State state = source.read(question.cuts(), builder::add);
        Revisions revisions = Revisions.read(connection);
        Span span = question.span();
        Report report = builder.build(state.with(revisions.of(builder.gpusByModel(), builder.regions(), span)));
        return new Answer(report, revisions.costs(span));
    }

    /** Without revisions: an instance does not tell those of the past, and not everybody asks. */
    Answer report(Question question, Source source) throws ReportException, InterruptedException {
        ReportBuilder builder = new ReportBuilder(question, prices, metered);
        return new Answer(builder.build(source.read(question.cuts(), builder::add)), CostTable.EMPTY);
    }
}
