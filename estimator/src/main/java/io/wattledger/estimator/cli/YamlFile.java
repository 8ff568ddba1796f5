package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads YAML files: those of costs and sites, networks, and coefficients. */
public final class YamlFile {

    /** At most: UTF-8. */
    private static final long BYTES_PER_CHARACTER = 4;

    /** Three mebi, the limit of the parser's own loader, which is not used here. */
    private static final int MOST_CHARACTERS = 3 << 20;

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @param needed what the file must hold, for the message about an empty one
     * @param reader of the file's one value; may note problems
     * @throws EstimateException with all problems, one a line, each with file, line and path
     * @throws IOException if the file cannot be read
     */
    public static <T> T read(Path file, String needed, Function<YamlValue, T> reader) throws IOException {
        if (Files.size(file) > BYTES_PER_CHARACTER * MOST_CHARACTERS) {
            throw tooLong(file);
        }
        try {
            return parse(Files.readString(file), file, needed, reader);
        } catch (CharacterCodingException e) {
            throw new EstimateException(file + ": not text in UTF-8; is it the right file?");
        }
    }

    /** Reads a text; the file is named in messages. */
    static <T> T parse(String text, Path file, String needed, Function<YamlValue, T> reader) {
        if (text.length() > MOST_CHARACTERS) {
            throw tooLong(file);
        }
        Node root =
                compose(text, file.toString()).orElseThrow(() -> new EstimateException(file + ": is empty; " + needed));
        YamlProblems problems = new YamlProblems(file.toString());
        T read = reader.apply(YamlValue.root(root, problems));
        if (!problems.none()) {
            throw new EstimateException(problems.toString());
        }
        return read;
    }

    private static Optional<Node> compose(String text, String file) {
        YamlLimits limits = new YamlLimits(file);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            var parser = new ParserImpl(settings, new StreamReader(settings, new StringReader(text)));
            Optional<Node> root = new Composer(settings, limits.parser(parser)).getSingleNode();
            root.ifPresent(limits::check);
            return root;
        } catch (YamlEngineException e) {
            throw new EstimateException(
                    file + ": not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static EstimateException tooLong(Path file) {
        return new EstimateException(
                "%s: has more than %d characters; is it the right file?".formatted(file, MOST_CHARACTERS));
    }
}
