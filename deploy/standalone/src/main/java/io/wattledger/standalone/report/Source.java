package io.wattledger.standalone.report;

import java.util.NavigableSet;
import java.util.function.Consumer;

/** Where lines come from. */
interface Source {

    /**
     * Reads all that lies between the first and the last cut.
     *
     * @param cuts moments that no line may contain, milliseconds since the epoch, on whole minutes; at least two
     * @return what was read, without revisions
     * @throws ReportException if the source does not hold all of it
     * @throws io.wattledger.standalone.kafka.TopicException if Kafka does not let it be read
     */
    State read(NavigableSet<Long> cuts, Consumer<Line> lines) throws ReportException, InterruptedException;
}
