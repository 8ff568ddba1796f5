package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A folder that a command writes files into. A file of the same name is replaced by a whole new one, never by a part of
 * it: each is written beside its place and then moved there.
 *
 * @param path the folder; made if it is missing
 */
record OutputFolder(Path path) {

    /**
     * Writes the files.
     *
     * @throws EstimateException if the path is no folder that can be written to
     * @throws IOException if writing fails, with the file's name
     */
    void write(Map<String, String> files) throws IOException {
        prepare();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = path.resolve(file.getKey());
            if (Files.isDirectory(target)) {
                throw new EstimateException(
                        "--out %s: %s is a folder; move it away or name another folder".formatted(path, target));
            }
            WholeFile.write(target, writer -> writer.write(file.getValue()));
        }
    }

    private void prepare() throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw refused("%s is a file; name a folder".formatted(e.getFile()), e);
        } catch (IOException e) {
            throw refused("the folder cannot be made (%s); name another one".formatted(e), e);
        }
        if (!Files.isWritable(path)) {
            throw new EstimateException(
                    "--out %s: the folder cannot be written to; change its permissions or name another one"
                            .formatted(path));
        }
    }

    private EstimateException refused(String reason, IOException cause) {
        EstimateException refused = new EstimateException("--out %s: %s".formatted(path, reason));
        refused.initCause(cause);
        return refused;
    }
}
