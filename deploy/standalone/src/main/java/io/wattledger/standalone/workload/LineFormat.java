package io.wattledger.standalone.workload;

/** How one line becomes a request. Stateless. */
sealed interface LineFormat permits AzureCsv, OwnCsv, JsonLines {

    /** Whether the first line that is not blank is a header. */
    boolean hasHeader();

    /** The request in a line that is not blank; sent when it occurred. */
    TraceRecord.Request parse(String line, Origin origin) throws BadLineException;
}
