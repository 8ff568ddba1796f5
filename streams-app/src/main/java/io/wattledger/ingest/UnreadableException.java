package io.wattledger.ingest;

/** A request that is not CloudEvents at all; none of it was taken. The message says what to send instead. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    UnreadableException(Fault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    /** What of the request is wrong. */
    public Fault fault() {
        return fault;
    }

    /** What of a request may be wrong, with the status that HTTP has for it. */
    public enum Fault {
        /** The content, for its media type. */
        CONTENT(400),
        /** More events than one request may have. */
        SIZE(413),
        /** The media type. */
        MEDIA_TYPE(415);

        private final int status;

        Fault(int status) {
            this.status = status;
        }

        /** The status of the answer over HTTP. */
        public int status() {
            return status;
        }
    }
}
