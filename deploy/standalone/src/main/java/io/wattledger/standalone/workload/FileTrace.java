package io.wattledger.standalone.workload;

import java.nio.file.Path;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The requests of a file, in the file's order. One that occurred before the line above it is sent right after that
 * line, as a late one.
 */
final class FileTrace implements Trace {

    private final Path file;
    private final LineFormat format;
    private final OnError onError;
    private final Consumer<BadLine> report;
    private Optional<Extent> extent = Optional.empty();

    /** @param report told of every bad line that is skipped, once per pass other than the measuring one */
    FileTrace(Path file, LineFormat format, OnError onError, Consumer<BadLine> report) {
        this.file = file;
        this.format = format;
        this.onError = onError;
        this.report = report;
    }

    @Override
    public String name() {
        return TraceText.nameOf(file);
    }

    @Override
    public synchronized Extent extent() {
        if (extent.isEmpty()) {
            extent = Optional.of(measure());
        }
        return extent.get();
    }

    private Extent measure() {
        FirstBadLine firstBad = new FirstBadLine();
        try (Lines lines = new Lines(firstBad)) {
            if (!lines.hasNext()) {
                throw new TraceFormatException(name()
                        + firstBad.line
                                .map(bad -> ": none of its lines is a request; the first says: " + bad.message())
                                .orElse(" has a header and no requests; there is nothing to replay"));
            }
            Instant start = lines.next().at();
            Instant end = start;
            long records = 1;
            while (lines.hasNext()) {
                end = lines.next().at();
                records++;
            }
            return new Extent(records, start, end);
        }
    }

    @Override
    public TraceCursor open() {
        return new Lines(report);
    }

    private static final class FirstBadLine implements Consumer<BadLine> {
        private Optional<BadLine> line = Optional.empty();

        @Override
        public void accept(BadLine bad) {
            if (line.isEmpty()) {
                line = Optional.of(bad);
            }
        }
    }

    private final class Lines implements TraceCursor {
        private final TraceText text = TraceText.open(file);
        private final Consumer<BadLine> sink;
        private Optional<TraceRecord> head = Optional.empty();
        private Instant latest = Instant.MIN;
        private long skipped;

        Lines(Consumer<BadLine> sink) {
            this.sink = sink;
            if (format.hasHeader()) {
                text.next();
            }
        }

        @Override
        public boolean hasNext() {
            while (head.isEmpty()) {
                Optional<String> line = text.next();
                if (line.isEmpty()) {
                    return false;
                }
                head = read(line.get());
            }
            return true;
        }

        private Optional<TraceRecord> read(String line) {
            Origin origin = new Origin(name(), text.line());
            try {
                if (line.indexOf('\uFFFD') >= 0) {
                    throw BadLineException.inLine("is not UTF-8; convert the file");
                }
                TraceRecord.Request request = format.parse(line, origin);
                if (request.at().isBefore(latest)) {
                    return Optional.of(request.sentAt(latest));
                }
                latest = request.at();
                return Optional.of(request);
            } catch (BadLineException e) {
                BadLine bad = e.at(origin);
                if (onError == OnError.STOP) {
                    throw new TraceFormatException(bad.message(), e);
                }
                skipped++;
                sink.accept(bad);
                return Optional.empty();
            }
        }

        @Override
        public TraceRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            TraceRecord next = head.orElseThrow();
            head = Optional.empty();
            return next;
        }

        @Override
        public long skippedLines() {
            return skipped;
        }

        @Override
        public void close() {
            text.close();
        }
    }
}
