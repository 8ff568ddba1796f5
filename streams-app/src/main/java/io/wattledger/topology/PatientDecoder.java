package io.wattledger.topology;

import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes, and waits for a registry that cannot be asked: an outage says nothing about the record, so the record must not pay for
 * it. After the limit it gives up, and the record is read again by whoever takes over.
 */
final class PatientDecoder<T extends SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(PatientDecoder.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final AvroCodec<T> codec;
    private final Duration limit;

    PatientDecoder(AvroCodec<T> codec, Duration limit) {
        this.codec = codec;
        this.limit = limit;
    }

    /** Whether the fault lies with the registry, not with the record. */
    static boolean isOutage(DecodeException e) {
        return e instanceof RegistryUnavailableException || e instanceof RegistryAccessException;
    }

    /** Whether the record can be read without Avro: see {@link AvroCodec#isContract}. */
    boolean isContract(byte[] bytes) {
        return codec.isContract(bytes);
    }

    /**
     * Decodes a record.
     *
     * @throws DecodeException if it cannot be decoded, or the registry could not be asked within the limit
     */
    T decode(byte[] bytes, Position at) {
        long deadline = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return codec.decode(bytes, at);
            } catch (RegistryUnavailableException | RegistryAccessException e) {
                if (System.nanoTime() + pause.toNanos() > deadline || !sleep(pause)) {
                    throw e;
                }
                LOG.warn("waited {} ms for the schema registry: {}", pause.toMillis(), e.getMessage());
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
            }
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
