package io.wattledger.topology;

import io.wattledger.ledger.Blocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Blocks in a file that is mapped into memory: what is not touched, the operating system may take out of memory, so that the heap and
 * what the process needs do not grow with what is kept. The file says nothing to a later process, and is deleted with this one.
 */
final class ScratchFile implements Blocks, AutoCloseable {

    private static final String NAME = "scratch-";

    /** 4 MiB at a time: a mapping costs a call and an entry in a table of the kernel. */
    private static final int BLOCKS_PER_EXTENT = 16;

    private final Path dir;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private @Nullable FileChannel channel;

    /** @param dir where the file is, once there is one; files of processes that ended without a word are deleted there */
    ScratchFile(Path dir) {
        this.dir = dir;
        deleteLeftOvers();
    }

    private void deleteLeftOvers() {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(dir, NAME + "*")) {
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** @throws UncheckedIOException if the disk is full, or fails */
    @Override
    public ByteBuffer take() {
        if (free.isEmpty()) {
            try {
                extend();
            } catch (IOException e) {
                throw failure(e);
            }
        }
        return free.pop();
    }

    @Override
    public void giveBack(ByteBuffer block) {
        for (int at = 0; at < BYTES; at += Long.BYTES) {
            block.putLong(at, 0);
        }
        free.push(block);
    }

    private void extend() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(
                    Files.createTempFile(dir, NAME, null),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        long begin = channel.size();
        // Written, because a disk that is full says so here, and ends the process where it is found out by the mapping.
        ByteBuffer zeros = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < BLOCKS_PER_EXTENT; i++) {
            zeros.clear();
            for (long at = begin + (long) i * BYTES; zeros.hasRemaining(); ) {
                at += channel.write(zeros, at);
            }
        }
        ByteBuffer extent = channel.map(MapMode.READ_WRITE, begin, (long) BLOCKS_PER_EXTENT * BYTES);
        for (int i = 0; i < BLOCKS_PER_EXTENT; i++) {
            free.add(extent.slice(i * BYTES, BYTES));
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(
                dir + ": the ids of seen events cannot be kept there: " + e.getMessage()
                        + ". Check that the disk of the state directory is there, writable and not full.",
                e);
    }

    @Override
    public void close() {
        free.clear();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
