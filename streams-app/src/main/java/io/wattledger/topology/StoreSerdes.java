package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Bytes of what booking keeps to itself: no other program reads it, so it needs no registry. Each begins with a version byte; an
 * unknown one is refused, not guessed at.
 */
final class StoreSerdes {

    private static final byte VERSION = 1;
    private static final byte[] HEADER = {VERSION, 0, 0, 0, 0};
    private static final int NO_BATCH_SIZE = -1;

    private StoreSerdes() {}

    /** Cells in the order of model, GPU and region, then of the minute: see {@link Accounts}. */
    static Serde<Cell> cell() {
        return serde(
                (out, cell) -> {
                    Dimensions dimensions = cell.dimensions();
                    out.writeUTF(dimensions.modelId());
                    out.writeUTF(dimensions.gpu());
                    out.writeUTF(dimensions.region());
                    out.writeLong(cell.minute());
                    out.writeUTF(dimensions.team());
                    writeOptional(out, dimensions.project());
                    out.writeBoolean(cell.measured());
                    out.writeInt(cell.batchSize().orElse(NO_BATCH_SIZE));
                },
                StoreSerdes::readCell);
    }

    private static Cell readCell(DataInputStream in) throws IOException {
        String modelId = in.readUTF();
        String gpu = in.readUTF();
        String region = in.readUTF();
        long minute = in.readLong();
        var dimensions = new Dimensions(in.readUTF(), readOptional(in), modelId, gpu, region);
        return new Cell(minute, dimensions, in.readBoolean(), batchSize(in.readInt()));
    }

    /** Written and read for each cell and commit, so without a stream. */
    static Serde<Account> account() {
        return Serdes.serdeFrom(
                (topic, account) -> account == null ? null : bytes(account),
                (topic, bytes) -> bytes == null ? null : account(topic, bytes));
    }

    private static byte[] bytes(Account account) {
        AvroBytes out = new AvroBytes();
        out.write(HEADER);
        Usage usage = account.usage();
        out.number(usage.requests());
        out.number(usage.lateRequests());
        out.number(usage.inferences());
        out.number(usage.inputTokens());
        out.number(usage.cachedInputTokens());
        out.number(usage.outputTokens());
        out.number(usage.measuredMicrojoules());
        Footprint posted = account.posted();
        amount(out, posted.energy());
        amount(out, posted.facilityEnergy());
        amount(out, posted.water());
        amount(out, posted.carbon());
        amount(out, posted.estimatedEnergy());
        out.optional(account.priced().cost());
        out.optional(account.priced().site());
        out.number(account.lastAddedAt());
        return out.written();
    }

    private static void amount(AvroBytes out, Optional<? extends Amount<?>> amount) {
        out.number(amount.isPresent() ? 1 : 0);
        if (amount.isPresent()) {
            out.number(amount.get().low());
            out.number(amount.get().central());
            out.number(amount.get().high());
        }
    }

    private static Account account(String topic, byte[] bytes) {
        try {
            checkVersion(topic, bytes[0]);
            AvroBytes in = AvroBytes.read(bytes);
            return new Account(
                    new Usage(
                            in.number(), in.number(), in.number(), in.number(), in.number(), in.number(), in.number()),
                    new Footprint(amount(in), amount(in), amount(in), amount(in), amount(in)),
                    new Account.Revisions(in.optional(), in.optional()),
                    in.number());
        } catch (IndexOutOfBoundsException e) {
            throw new SerializationException("a record of " + topic + " is truncated", e);
        }
    }

    private static <U extends Unit> Optional<Amount<U>> amount(AvroBytes in) {
        return in.number() == 1 ? Optional.of(new Amount<>(in.number(), in.number(), in.number())) : Optional.empty();
    }

    private static void checkVersion(String topic, byte version) {
        if (version != VERSION) {
            throw new SerializationException("a record of " + topic + " has version " + version
                    + ", this program reads version " + VERSION + ": run the version that wrote it");
        }
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

    static Serde<Map<Quantity, Announced>> announced() {
        return serde(
                (out, announced) -> {
                    out.writeByte(announced.size());
                    for (var each : new TreeMap<>(announced).entrySet()) {
                        out.writeUTF(each.getKey().name());
                        out.writeInt(each.getValue().percent());
                        out.writeLong(each.getValue().alerts());
                    }
                },
                in -> {
                    Map<Quantity, Announced> announced = new EnumMap<>(Quantity.class);
                    for (int left = in.readByte(); left > 0; left--) {
                        announced.put(Quantity.valueOf(in.readUTF()), new Announced(in.readInt(), in.readLong()));
                    }
                    return announced;
                });
    }

    private static OptionalInt batchSize(int written) {
        return written == NO_BATCH_SIZE ? OptionalInt.empty() : OptionalInt.of(written);
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
                    if (value == null) {
                        // An open end of a range, or a deletion.
                        return null;
                    }
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
                    if (bytes == null) {
                        return null;
                    }
                    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                        checkVersion(topic, in.readByte());
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
