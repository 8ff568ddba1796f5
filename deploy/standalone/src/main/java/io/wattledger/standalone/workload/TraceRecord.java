package io.wattledger.standalone.workload;

import java.time.Instant;
import java.util.Arrays;

/** One record of a trace: a request, or one whose bytes come to harm on the way. */
public sealed interface TraceRecord {

    /** Trace time at which the record is sent. */
    Instant at();

    /** Where it comes from, for messages. */
    default Origin origin() {
        return request().origin();
    }

    /** The request as it was before any harm. */
    Request request();

    /** The same record as part {@code part} of a merged trace, so that ids made of rows do not meet. */
    TraceRecord inPart(int part);

    /**
     * A request.
     *
     * @param at trace time at which it is sent
     * @param occurredAt trace time at which it was served; before {@code at} if it comes late
     */
    record Request(Origin origin, Instant at, Instant occurredAt, EventId id, Serving serving, Usage usage)
            implements TraceRecord {

        public Request {
            if (occurredAt.isAfter(at)) {
                throw new IllegalArgumentException(
                        origin + ": is sent at " + at + ", before it occurs at " + occurredAt);
            }
        }

        @Override
        public Request request() {
            return this;
        }

        @Override
        public Request inPart(int part) {
            EventId moved = id.inPart(part);
            return moved == id ? this : new Request(origin, at, occurredAt, moved, serving, usage);
        }

        /** Another request like this one. */
        Request copy(int number) {
            return new Request(origin, at, occurredAt, new EventId.OfCopy(id, number), serving, usage);
        }

        /** The same request, sent at another time. */
        Request sentAt(Instant time) {
            return new Request(origin, time, occurredAt, id, serving, usage);
        }
    }

    /** A request whose encoded bytes no consumer can decode. */
    record Malformed(Request request, Damage damage) implements TraceRecord {

        @Override
        public Instant at() {
            return request.at();
        }

        @Override
        public Malformed inPart(int part) {
            return new Malformed(request.inPart(part), damage);
        }
    }

    /** What may happen to a record in the Schema Registry wire format: magic byte 0, schema id (4 bytes), Avro binary. */
    enum Damage {
        /** The first byte is not the format's. */
        BAD_MAGIC {
            @Override
            byte[] to(byte[] encoded) {
                byte[] damaged = encoded.clone();
                damaged[0] = 0x7f;
                return damaged;
            }
        },
        /** The second half of the Avro bytes is missing. */
        TRUNCATED {
            @Override
            byte[] to(byte[] encoded) {
                return Arrays.copyOf(encoded, WIRE_HEADER_BYTES + (encoded.length - WIRE_HEADER_BYTES) / 2);
            }
        };

        private static final int WIRE_HEADER_BYTES = 5;

        abstract byte[] to(byte[] encoded);
    }
}
