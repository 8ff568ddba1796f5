package io.wattledger.standalone.workload;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The lines of a file that are not blank, with their numbers. Unpacks gzip and drops a byte order mark. */
final class TraceText implements Closeable {

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final BufferedReader reader;
    private long line;

    private TraceText(String name, BufferedReader reader) {
        this.name = name;
        this.reader = reader;
    }

    static TraceText open(Path file) {
        String name = nameOf(file);
        if (Files.isDirectory(file)) {
            throw new TraceFormatException(file + " is a directory; name the files in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new TraceFormatException(
                    file + " is not a regular file; a trace is read twice, so save it to one first");
        }
        try {
            return new TraceText(name, new BufferedReader(new InputStreamReader(bytes(file), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            throw new TraceFormatException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new TraceFormatException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private static InputStream bytes(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            in.mark(2);
            boolean gzip = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
            in.reset();
            return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The next line that is not blank, or nothing at the end. */
    Optional<String> next() {
        try {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (line == 1 && text.startsWith("\uFEFF")) {
                    text = text.substring(1);
                }
                if (!text.isBlank()) {
                    return Optional.of(text);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new TraceFormatException(name + ":" + (line + 1) + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Number of the line last returned, from 1. */
    long line() {
        return line;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new TraceFormatException(name + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
