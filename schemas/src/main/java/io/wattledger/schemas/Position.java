package io.wattledger.schemas;

/** Where a record lies. */
public record Position(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return "topic " + topic + " partition " + partition + " offset " + offset;
    }
}
