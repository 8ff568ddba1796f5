package io.wattledger.standalone.workload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;

/**
 * The Azure LLM inference trace as published (Azure/AzurePublicDataset, 2023 and 2024; CC-BY-4.0): one file a
 * service, {@code TIMESTAMP,ContextTokens,GeneratedTokens}. Times are UTC to 100 ns and kept as they are. What the
 * trace does not say, team, model, GPU and region, comes from the {@link TraceMapping}. A request's row is its line
 * number less one.
 */
record AzureCsv(Serving serving) implements LineFormat {

    static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    @Override
    public boolean hasHeader() {
        return true;
    }

    @Override
    public TraceRecord.Request parse(String line, Origin origin) throws BadLineException {
        String[] fields = CsvLine.split(line);
        CsvLine.checkWidth(fields, 3);
        Instant time = time(fields[0]);
        Usage usage =
                Usage.ofTokens(Values.count("ContextTokens", fields[1]), Values.count("GeneratedTokens", fields[2]));
        return new TraceRecord.Request(origin, time, time, new EventId.OfRun(0, origin.line() - 1), serving, usage);
    }

    private static Instant time(String text) throws BadLineException {
        try {
            return OffsetDateTime.parse(text, TIMESTAMP).toInstant();
        } catch (DateTimeException e) {
            throw BadLineException.inField(
                    "TIMESTAMP", Values.quoted(text) + " is no time; write it like 2023-11-16 18:17:03.9799600");
        }
    }
}
