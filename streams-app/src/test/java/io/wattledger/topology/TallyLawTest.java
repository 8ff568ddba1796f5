package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.Range;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tally adds as a total of the ledger does, and its bytes are those that Avro writes. */
class TallyLawTest {

    private final Topics topics = new Topics(
            "wattledger.", SchemaRegistries.connect(Map.of("schema.registry.url", "mock://tally-law")), true);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void shouldAddAsTheLedgerDoes(long seed) {
        Random random = new Random(seed);
        Tally sum = new Tally();
        Total expected = Total.NONE;
        for (int round = 0; round < 1_000; round++) {
            FootprintEntry entry = entry(random, 40);
            assertThat(sum.add(tally(entry))).isTrue();
            expected = expected.plus(Records.total(entry));
            assertThat(record(sum)).as("seed %d, round %d", seed, round).isEqualTo(Records.total(expected));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {24, 25})
    void shouldWriteAndReadTheBytesThatAvroWrites(long seed) {
        Random random = new Random(seed);
        TotalValues values = new TotalValues(topics.hours());
        for (int round = 0; round < 1_000; round++) {
            FootprintTotal total = Records.total(Records.total(entry(random, random.nextInt(64))));
            byte[] avro =
                    topics.hours().value().serializer().serialize(topics.hours().name(), total);
            Tally tally = new Tally();
            tally.set(total);
            assertThat(values.bytes(tally)).as("seed %d, round %d", seed, round).isEqualTo(avro);
            assertThat(values.tally(avro))
                    .satisfies(read -> assertThat(values.bytes(read)).isEqualTo(avro));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {26, 27})
    void shouldAddAllOrNothing(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            FootprintEntry first = entry(random, 64);
            FootprintEntry second = entry(random, 64);
            Tally sum = tally(first);
            boolean added = sum.add(tally(second));
            refused += added ? 0 : 1;
            assertThat(record(sum))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(
                            added
                                    ? Records.total(Records.total(first).plus(Records.total(second)))
                                    : record(tally(first)));
        }
        assertThat(refused).isBetween(1, 999);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 28)
    void shouldMakeTheKeysThatAvroWrites(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long start = random.nextLong() >>> 20;
            var dimensions = new Dimensions(
                    "Größe " + random.nextInt(),
                    random.nextBoolean() ? Optional.of("p") : Optional.empty(),
                    "m",
                    "漢字",
                    "r");
            byte[] key = topics.running()
                    .key()
                    .serializer()
                    .serialize(topics.running().name(), Records.runningKey(dimensions));
            for (Window window : Window.values()) {
                var topic = BooksTopology.totals(topics, window);
                assertThat(new WindowKeys(window, topic).bytes(new TotalDimensions(dimensions, key), start))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(topic.key()
                                .serializer()
                                .serialize(topic.name(), Records.windowKey(window, start, dimensions)));
            }
        }
    }

    private static Tally tally(FootprintEntry entry) {
        Tally tally = new Tally();
        // What was there before must not shine through.
        tally.set(entry(new Random(1), 30));
        tally.set(entry);
        return tally;
    }

    private FootprintTotal record(Tally tally) {
        byte[] bytes = new TotalValues(topics.running()).bytes(tally);
        return topics.running()
                .value()
                .deserializer()
                .deserialize(topics.running().name(), bytes);
    }

    private static FootprintEntry entry(Random random, int bits) {
        boolean measured = random.nextBoolean();
        long energy = number(random, bits);
        return FootprintEntry.newBuilder()
                .setEntryId("0-0")
                .setKind(random.nextBoolean() ? EntryKind.USAGE : EntryKind.CORRECTION)
                .setWindowStart(Instant.EPOCH)
                .setTeam("t")
                .setModelId("m")
                .setGpu("g")
                .setRegion("r")
                .setMeasured(measured)
                .setRequests(number(random, bits))
                .setLateRequests(number(random, bits))
                .setInferences(number(random, bits))
                .setInputTokens(number(random, bits))
                .setCachedInputTokens(number(random, bits))
                .setOutputTokens(number(random, bits))
                .setUnpricedRequests(number(random, bits))
                .setUnsitedRequests(number(random, bits))
                .setEnergyMicrojoules(measured ? new Range(energy, energy, energy) : range(random, bits))
                .setFacilityEnergyMicrojoules(range(random, bits))
                .setWaterMicrolitres(range(random, bits))
                .setCarbonMicrograms(range(random, bits))
                .setEstimatedEnergyMicrojoules(range(random, bits))
                .setComparedEnergyMicrojoules(number(random, bits))
                .build();
    }

    private static @Nullable Range range(Random random, int bits) {
        return random.nextBoolean()
                ? new Range(number(random, bits), number(random, bits), number(random, bits))
                : null;
    }

    /** Most of them small, as they are, so that not every sum of 37 overflows. */
    private static long number(Random random, int bits) {
        boolean large = random.nextInt(20) == 0;
        return bits == 0 ? 0 : random.nextLong() >> (64 - (large ? bits : Math.min(bits, 50)));
    }
}
