package io.wattledger.standalone.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** Several traces as one, by trace time. */
final class MergedTrace implements Trace {

    private final List<Trace> parts;

    MergedTrace(List<? extends Trace> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no trace to replay; name at least one");
        }
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return parts.stream().map(Trace::name).collect(Collectors.joining(", "));
    }

    @Override
    public Extent extent() {
        return parts.stream().map(Trace::extent).reduce(Extent::union).orElseThrow();
    }

    @Override
    public TraceCursor open() {
        Merge merge = new Merge();
        try {
            for (int i = 0; i < parts.size(); i++) {
                merge.add(i, parts.get(i).open());
            }
        } catch (RuntimeException e) {
            merge.close();
            throw e;
        }
        return merge;
    }

    private record Head(TraceRecord record, int part, TraceCursor rest) {}

    private static final class Merge implements TraceCursor {
        private final List<TraceCursor> cursors = new ArrayList<>();
        private final PriorityQueue<Head> heads = new PriorityQueue<>(
                Comparator.comparing((Head head) -> head.record().at()).thenComparingInt(Head::part));

        void add(int part, TraceCursor cursor) {
            cursors.add(cursor);
            advance(part, cursor);
        }

        private void advance(int part, TraceCursor cursor) {
            if (cursor.hasNext()) {
                heads.add(new Head(cursor.next().inPart(part), part, cursor));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public TraceRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Head head = heads.remove();
            advance(head.part(), head.rest());
            return head.record();
        }

        @Override
        public long skippedLines() {
            return cursors.stream().mapToLong(TraceCursor::skippedLines).sum();
        }

        @Override
        public void close() {
            cursors.forEach(TraceCursor::close);
        }
    }
}
