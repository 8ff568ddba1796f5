package io.wattledger.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The tokens in a YAML file: {@code tokens}, a list of {@code name}, {@code role}, {@code teams}, {@code sha256}, {@code expires}. */
public final class TokensFile {

    private static final String HEADER = """
            # Tokens of Wattledger's HTTP interface. Only hashes of the secrets are kept here.
            # 'wattledger token create' adds one; an instance takes up changes within seconds.
            """;

    private TokensFile() {}

    /**
     * Reads all of them.
     *
     * @throws AccessException if the file is not there, cannot be read, or has problems: all of them
     */
    public static List<Token> read(Path file) throws AccessException {
        Object root;
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            root = new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new AccessException(
                    List.of(file + " does not exist; 'wattledger token create --file " + file + "' makes it"));
        } catch (YamlEngineException e) {
            throw new AccessException(List.of(
                    file + " is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
        } catch (IOException e) {
            throw new AccessException(List.of(file + " cannot be read: " + e));
        }
        return new TokensReader(file.toString()).tokens(Optional.ofNullable(root));
    }

    /** Writes all of them; a reader finds either what was there or all that is new. Others than the owner cannot read it. */
    public static void write(Path file, List<Token> tokens) throws IOException {
        List<Object> list = new ArrayList<>();
        tokens.forEach(token -> list.add(TokensReader.map(token)));
        String yaml = new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(Map.of(TokensReader.TOKENS, list));
        Path target = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "a file has a folder");
        Files.createDirectories(folder);
        FileAttribute<?>[] own = Files.getFileStore(folder).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path beside = Files.createTempFile(folder, "tokens", ".part", own);
        try {
            Files.writeString(beside, HEADER + yaml);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A time as it is written in the file: a day, or a moment. */
    public static Optional<Instant> time(String text) {
        return TokensReader.time(text);
    }

    /** Of a token that is to be added: what is wrong with it beside the others, if anything is. */
    public static Optional<String> problemOf(Token token, List<Token> others, Instant now) {
        if (others.stream()
                .anyMatch(other -> other.viewer().name().equals(token.viewer().name()))) {
            return Optional.of("there is a token '" + token.viewer().name()
                    + "' already; revoke it first, or name this one otherwise");
        }
        if (!token.isValidAt(now)) {
            return Optional.of("it would have expired already");
        }
        return TokensReader.problemOf(token.viewer());
    }
}
