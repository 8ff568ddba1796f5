package io.wattledger.bench.load;

import io.wattledger.v1.FootprintDimensions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes events in the Schema Registry wire format by hand, from parts that are encoded once: a load of tens of millions of
 * events is produced in a minute. Not for several threads.
 */
public final class EventTemplate {

    private static final int MOST_BYTES = 512;
    private static final int NULL_BRANCH = 0;
    private static final int VALUE_BRANCH = 1;

    private final byte[] header;
    private final byte[][] dimensions;
    private final byte[] buffer = new byte[MOST_BYTES];
    private int at;

    /** @param schemaId the id of the schema of events in the registry */
    public EventTemplate(int schemaId, Population population) {
        header = new byte[] {
            0, (byte) (schemaId >>> 24), (byte) (schemaId >>> 16), (byte) (schemaId >>> 8), (byte) schemaId
        };
        dimensions = new byte[population.size()][];
        for (int rank = 0; rank < dimensions.length; rank++) {
            dimensions[rank] = dimensions(population.at(rank));
        }
    }

    /** Fields modelId to inferences; there is always one inference. */
    private byte[] dimensions(FootprintDimensions of) {
        at = 0;
        text(of.getModelId());
        text(of.getGpu());
        text(of.getTeam());
        if (of.getProject() == null) {
            number(NULL_BRANCH);
        } else {
            number(VALUE_BRANCH);
            text(of.getProject());
        }
        text(of.getRegion());
        number(1);
        return Arrays.copyOf(buffer, at);
    }

    /** The bytes of an event. */
    public byte[] encode(BenchEvent event) {
        at = 0;
        raw(header);
        text(event.eventId());
        text(BenchEvent.SOURCE);
        number(event.occurredAt());
        raw(dimensions[event.rank()]);
        number(event.inputTokens());
        number(event.cachedInputTokens());
        number(event.outputTokens());
        Integer batchSize = BenchEvent.batchSize(event.rank());
        if (batchSize == null) {
            number(NULL_BRANCH);
        } else {
            number(VALUE_BRANCH);
            number(batchSize);
        }
        number(1); // gpuCount
        number(VALUE_BRANCH);
        number(event.durationMillis());
        number(NULL_BRANCH); // measuredEnergyMicrojoules
        return Arrays.copyOf(buffer, at);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        raw(bytes);
    }

    private void raw(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        at += bytes.length;
    }

    /** Avro's int and long: zig-zag, seven bits a byte. */
    private void number(long value) {
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7fL) != 0) {
            buffer[at++] = (byte) ((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        buffer[at++] = (byte) left;
    }
}
