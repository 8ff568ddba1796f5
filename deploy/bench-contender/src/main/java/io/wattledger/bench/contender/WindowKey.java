package io.wattledger.bench.contender;

import io.wattledger.ledger.Window;
import io.wattledger.v1.FootprintKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a total is kept by. A class, not a record, because its hash is asked for often and made of five strings.
 */
public final class WindowKey {

    private final long start;
    private final int seconds;
    private final String team;
    private final @Nullable String project;
    private final String modelId;
    private final String gpu;
    private final String region;
    private final int hash;

    WindowKey(
            long start, int seconds, String team, @Nullable String project, String modelId, String gpu, String region) {
        this.start = start;
        this.seconds = seconds;
        this.team = team;
        this.project = project;
        this.modelId = modelId;
        this.gpu = gpu;
        this.region = region;
        int sum = Long.hashCode(start) + seconds;
        sum = 31 * sum + team.hashCode();
        sum = 31 * sum + (project == null ? 0 : project.hashCode());
        sum = 31 * sum + modelId.hashCode();
        sum = 31 * sum + gpu.hashCode();
        this.hash = 31 * sum + region.hashCode();
    }

    public long start() {
        return start;
    }

    public int seconds() {
        return seconds;
    }

    String modelId() {
        return modelId;
    }

    String gpu() {
        return gpu;
    }

    String region() {
        return region;
    }

    /** The window of a length that this one lies in, of the same dimensions. */
    WindowKey in(Window window) {
        return new WindowKey(window.start(start), seconds(window), team, project, modelId, gpu, region);
    }

    static int seconds(Window window) {
        return Math.toIntExact(window.length().toSeconds());
    }

    FootprintKey toRecord() {
        return new FootprintKey(Instant.ofEpochMilli(start), seconds, team, project, modelId, gpu, region);
    }

    /** Writes it as engines move and keep it. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(start);
        out.writeInt(seconds);
        out.writeUTF(team);
        out.writeBoolean(project != null);
        if (project != null) {
            out.writeUTF(project);
        }
        out.writeUTF(modelId);
        out.writeUTF(gpu);
        out.writeUTF(region);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static WindowKey readFrom(DataInput in) throws IOException {
        return new WindowKey(
                in.readLong(),
                in.readInt(),
                in.readUTF(),
                in.readBoolean() ? in.readUTF() : null,
                in.readUTF(),
                in.readUTF(),
                in.readUTF());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowKey key
                && hash == key.hash
                && start == key.start
                && seconds == key.seconds
                && team.equals(key.team)
                && Objects.equals(project, key.project)
                && modelId.equals(key.modelId)
                && gpu.equals(key.gpu)
                && region.equals(key.region);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return toRecord().toString();
    }
}
