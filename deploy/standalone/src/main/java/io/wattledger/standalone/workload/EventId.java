package io.wattledger.standalone.workload;

/** What becomes the event's id. */
public sealed interface EventId {

    /** The id as it is written by the run {@code runId}. */
    String in(String runId);

    /** The same id in part {@code part} of a merged trace. */
    default EventId inPart(int part) {
        return this;
    }

    /** An id that the trace carries: a second replay writes the same one, and the books know it for a duplicate. */
    record Carried(String value) implements EventId {
        @Override
        public String in(String runId) {
            return value;
        }
    }

    /** An id made of run and row: a second replay writes new events. */
    record OfRun(int part, long row) implements EventId {
        @Override
        public String in(String runId) {
            return part == 0 ? runId + "-" + row : runId + "-" + part + "." + row;
        }

        @Override
        public EventId inPart(int newPart) {
            return newPart == part ? this : new OfRun(newPart, row);
        }
    }

    /** The id of another request that is like one of the trace. */
    record OfCopy(EventId of, int copy) implements EventId {
        @Override
        public String in(String runId) {
            return of.in(runId) + "~" + copy;
        }

        @Override
        public EventId inPart(int part) {
            return new OfCopy(of.inPart(part), copy);
        }
    }
}
