package io.wattledger.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * A broker's data folder, locked for as long as it is open: {@code log} (the data), {@code server.properties} (the
 * settings of the last start), {@code kafka.version} (who wrote last) and {@code lock}.
 */
final class BrokerFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private BrokerFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static BrokerFolder open(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder.resolve("log"));
            BrokerFolder opened = new BrokerFolder(folder, locked(folder));
            try {
                opened.refuseNewerKafka();
                return opened;
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ServerStartException(
                    "broker: cannot use folder %s: %s. Check that it is a folder this user may write."
                            .formatted(folder, e),
                    e);
        }
    }

    Path logDir() {
        return folder.resolve("log");
    }

    /** Writes the settings down and formats the folder if it never was; a formatted one keeps its cluster id. */
    void prepare(Properties settings) {
        Path file = folder.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, "Settings of the last start; written anew at each");
        } catch (IOException e) {
            throw new ServerStartException("broker: cannot write %s: %s".formatted(file, e), e);
        }
        if (!Files.exists(logDir().resolve("meta.properties"))) {
            format(file);
        }
    }

    /** Remembers that this release of Kafka wrote here. */
    void stampVersion() {
        try {
            Files.writeString(versionFile(), AppInfoParser.getVersion());
        } catch (IOException e) {
            throw new ServerStartException("broker: cannot write %s: %s".formatted(versionFile(), e), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("broker: cannot unlock folder " + folder, e);
        }
    }

    private void format(Path settingsFile) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String clusterId = Uuid.randomUuid().toString();
        String[] command = {"format", "--cluster-id", clusterId, "--config", settingsFile.toString()};
        int status;
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            status = StorageTool.execute(command, out);
        } catch (RuntimeException e) {
            throw new ServerStartException("broker: cannot format folder %s: %s".formatted(folder, e.getMessage()), e);
        }
        if (status != 0) {
            throw new ServerStartException("broker: cannot format folder %s: %s"
                    .formatted(folder, said.toString(StandardCharsets.UTF_8).strip()));
        }
    }

    private void refuseNewerKafka() throws IOException {
        if (!Files.exists(versionFile())) {
            return;
        }
        String last = Files.readString(versionFile()).strip();
        String ours = AppInfoParser.getVersion();
        if (release(last) > release(ours)) {
            throw new ServerStartException(
                    "broker: folder %s was last used by Kafka %s, this is %s, and Kafka cannot go back. Use a Wattledger that carries at least Kafka %s, or another folder."
                            .formatted(folder, last, ours, last));
        }
    }

    /** Major and minor release as one number that compares; the patch release never changes the format. */
    private static int release(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            return Integer.parseInt(parts[0]) * 1000 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Path versionFile() {
        return folder.resolve("kafka.version");
    }

    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new ServerStartException(
                    "broker: folder %s is in use by another broker. Stop it or choose another folder."
                            .formatted(folder));
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
