package io.wattledger.standalone.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where the report goes: written beside its place first and moved there, so that it is whole or not at all. */
public final class ReportFile {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFile() {}

    /** What makes it impossible to write there, known before the work is done. */
    public static Optional<String> problem(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return Optional.of(file + " is a folder; name a file");
        }
        return folder != null && Files.isDirectory(folder)
                ? Optional.empty()
                : Optional.of("there is no folder " + folder + "; make it, or name another file");
    }

    /** Writes it. */
    public static void write(Path file, ObjectNode report) throws IOException {
        Path part = file.resolveSibling(".%s.%d.part"
                .formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            Files.writeString(part, MAPPER.writeValueAsString(report) + "\n");
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
