package io.wattledger.standalone.workload;

/**
 * What a generated trace holds, and so what its books must show.
 *
 * @param in records in all
 * @param late booked ones that occurred 10 to 30 minutes before they were sent
 * @param duplicates second copies of requests that are booked
 * @param unknownModel requests of {@link GeneratedTrace#UNKNOWN_MODEL}
 * @param badMagic records whose first byte is not the wire format's
 * @param truncated records whose Avro bytes end early
 * @param negativeCount requests with a negative token count
 * @param emptyTeam requests with an empty team
 */
public record ExpectedBooks(
        long in,
        long late,
        long duplicates,
        long unknownModel,
        long badMagic,
        long truncated,
        long negativeCount,
        long emptyTeam) {

    public long booked() {
        return in - parked() - duplicates - rejected();
    }

    /** Waiting for a cost. */
    public long parked() {
        return unknownModel;
    }

    public long rejected() {
        return badMagic + truncated + negativeCount + emptyTeam;
    }
}
