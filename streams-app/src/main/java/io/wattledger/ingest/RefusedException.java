package io.wattledger.ingest;

/** One event cannot be read; the message says what is wrong and what to write instead. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** It may repeat what was sent. */
    private static final int LONGEST = 400;

    private final Refusal reason;

    RefusedException(Refusal reason, String detail) {
        super(detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST) + "…");
        this.reason = reason;
    }

    Refusal reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
