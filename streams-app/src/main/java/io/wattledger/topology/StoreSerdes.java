package io.wattledger.topology;

import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Bytes of what booking keeps to itself: no other program reads it, so it needs no registry. Each begins with a version byte; an
 * unknown one is refused, not guessed at.
 */
final class StoreSerdes {

    private static final byte VERSION = 1;

    private StoreSerdes() {}

    static Serde<Cell> cell() {
        return serde(
                (out, cell) -> {
                    out.writeLong(cell.minute());
                    Dimensions dimensions = cell.dimensions();
                    out.writeUTF(dimensions.team());
                    writeOptional(out, dimensions.project());
                    out.writeUTF(dimensions.modelId());
                    out.writeUTF(dimensions.gpu());
                    out.writeUTF(dimensions.region());
                    out.writeBoolean(cell.measured());
                    writeOptional(out, cell.costRevision());
                    out.writeInt(cell.batchSize().orElse(0));
                    writeOptional(out, cell.siteRevision());
                },
                in -> new Cell(
                        in.readLong(),
                        new Dimensions(in.readUTF(), readOptional(in), in.readUTF(), in.readUTF(), in.readUTF()),
                        in.readBoolean(),
                        readOptional(in),
                        batchSize(in.readInt()),
                        readOptional(in)));
    }

    static Serde<Usage> usage() {
        return serde(
                (out, usage) -> {
                    out.writeLong(usage.requests());
                    out.writeLong(usage.lateRequests());
                    out.writeLong(usage.inferences());
                    out.writeLong(usage.inputTokens());
                    out.writeLong(usage.cachedInputTokens());
                    out.writeLong(usage.outputTokens());
                    out.writeLong(usage.measuredMicrojoules());
                },
                in -> new Usage(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong()));
    }

    static Serde<BookingProcessor.Parked> parked() {
        return serde(
                (out, parked) -> {
                    out.writeLong(parked.occurredAt());
                    out.writeInt(parked.partition());
                    out.writeLong(parked.offset());
                },
                in -> new BookingProcessor.Parked(in.readLong(), in.readInt(), in.readLong()));
    }

    static Serde<DedupChunks.Key> chunk() {
        return serde(
                (out, key) -> {
                    out.writeByte(key.input().code());
                    out.writeLong(key.from());
                    out.writeLong(key.offset());
                    out.writeInt(key.part());
                },
                in -> new DedupChunks.Key(
                        DedupChunks.Input.of(in.readByte()), in.readLong(), in.readLong(), in.readInt()));
    }

    private static OptionalInt batchSize(int written) {
        return written == 0 ? OptionalInt.empty() : OptionalInt.of(written);
    }

    private static void writeOptional(DataOutputStream out, Optional<String> value) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            out.writeUTF(value.get());
        }
    }

    private static Optional<String> readOptional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    }

    private static <T> Serde<T> serde(Write<T> write, Read<T> read) {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    var bytes = new ByteArrayOutputStream(128);
                    try (var out = new DataOutputStream(bytes)) {
                        out.writeByte(VERSION);
                        write.to(out, value);
                    } catch (IOException e) {
                        throw new SerializationException("cannot write a record of " + topic, e);
                    }
                    return bytes.toByteArray();
                },
                (topic, bytes) -> {
                    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                        byte version = in.readByte();
                        if (version != VERSION) {
                            throw new SerializationException("a record of " + topic + " has version " + version
                                    + ", this program reads version " + VERSION + ": run the version that wrote it");
                        }
                        return read.from(in);
                    } catch (IOException e) {
                        throw new SerializationException("a record of " + topic + " is truncated", e);
                    }
                });
    }

    @FunctionalInterface
    private interface Write<T> {
        void to(DataOutputStream out, T value) throws IOException;
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(DataInputStream in) throws IOException;
    }
}
