package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes a fit where {@link CoefficientsFile} reads it: whole or not at all, and over another file only when told to.
 *
 * @param force whether a file that is there is replaced
 */
record CoefficientsWriter(Path file, boolean force) {

    /** Says no before a fit begins, not after. */
    void requireWritable() {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw new EstimateException("--out: there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new EstimateException("--out: " + file + " is a folder; name a file");
        }
        if (!force && Files.exists(file)) {
            throw exists();
        }
    }

    void write(Map<String, Object> entry) throws IOException {
        var settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        String text = new Dump(settings).dumpToString(List.of(entry));
        Path whole = folder().resolve(
                        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(whole, text, StandardOpenOption.CREATE_NEW);
            if (force) {
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.move(whole, file);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private EstimateException exists() {
        return new EstimateException(
                "--out: " + file + " is there already; name another file, or replace it with --force");
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
