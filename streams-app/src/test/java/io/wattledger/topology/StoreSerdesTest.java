package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Usage;
import io.wattledger.topology.DedupChunks.Input;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreSerdesTest {

    private static final Dimensions DIMENSIONS = new Dimensions("Größe 漢字", Optional.of("p"), "m", "g", "r");

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(StoreSerdes.cell(), new Cell(1_793_534_400_000L, DIMENSIONS, true, OptionalInt.of(16))),
                Arguments.of(
                        StoreSerdes.cell(),
                        new Cell(0, new Dimensions("t", Optional.empty(), "m", "g", "r"), false, OptionalInt.empty())),
                Arguments.of(
                        StoreSerdes.account(),
                        new Account(
                                new Usage(1, 2, 3, 4, 5, 6, Long.MAX_VALUE),
                                new Footprint(
                                        Optional.of(new Amount<>(-1, 0, Long.MAX_VALUE)),
                                        Optional.of(new Amount<>(1, 2, 3)),
                                        Optional.empty(),
                                        Optional.of(new Amount<>(4, 5, 6)),
                                        Optional.empty()),
                                new Account.Revisions(Optional.of("r1"), Optional.empty()),
                                1_793_534_400_000L)),
                Arguments.of(StoreSerdes.account(), Account.NONE),
                Arguments.of(StoreSerdes.announced(), Map.of()),
                Arguments.of(
                        StoreSerdes.announced(),
                        Map.of(
                                Quantity.CARBON, new Announced(100, Long.MAX_VALUE),
                                Quantity.ENERGY, new Announced(0, 2))),
                Arguments.of(
                        StoreSerdes.chunk(), new DedupChunks.Key(Input.INFERENCE_EVENTS, 1_793_534_400_000L, 7, 0)),
                Arguments.of(StoreSerdes.chunk(), new DedupChunks.Key(Input.KEYLESS_EVENTS, -1, Long.MAX_VALUE, 0)));
    }

    /** The order in which a store has its keys: by input, then by bucket, so that each is one range. */
    @Test
    void shouldOrderChunksByInputAndBucket() {
        List<byte[]> keys = Stream.of(
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 0, 0, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 600_000, 0, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 600_000, 255, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 600_000, 256, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 600_000, 256, 1),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 600_000, Long.MAX_VALUE, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 600_001, 0, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, -1, Long.MAX_VALUE, 0),
                        new DedupChunks.Key(Input.KEYLESS_EVENTS, 0, 0, 0))
                .map(key -> bytes(StoreSerdes.chunk(), key))
                .toList();
        assertThat(keys).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    @Test
    void shouldRefuseAChunkOfAnInputItDoesNotKnow() {
        byte[] key = bytes(StoreSerdes.chunk(), new DedupChunks.Key(Input.KEYLESS_EVENTS, 0, 0, 0));
        key[1] = 2;
        assertThatThrownBy(() -> StoreSerdes.chunk().deserializer().deserialize("store", key))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("input 2");
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldReadWhatItWrote(Serde<T> serde, T value) {
        assertThat(serde.deserializer().deserialize("store", bytes(serde, value)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldRefuseAVersionItDoesNotKnow(Serde<T> serde, T value) {
        byte[] newer = bytes(serde, value);
        newer[0] = 2;
        assertThatThrownBy(() -> serde.deserializer().deserialize("store", newer))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("store")
                .hasMessageContaining("version 2");
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldRefuseBytesThatAreCutOff(Serde<T> serde, T value) {
        byte[] whole = bytes(serde, value);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serde.deserializer().deserialize("store", cut))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("truncated");
        }
    }

    /** Stores find by bytes. */
    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldWriteEqualValuesAsEqualBytes(Serde<T> serde, T value) {
        T copy = serde.deserializer().deserialize("store", bytes(serde, value));
        assertThat(bytes(serde, copy)).isEqualTo(bytes(serde, value));
    }

    private static <T> byte[] bytes(Serde<T> serde, T value) {
        return serde.serializer().serialize("store", value);
    }
}
