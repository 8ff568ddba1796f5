package io.wattledger.estimator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** One JSON value on standard output. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final ObjectMapper LINES = new ObjectMapper();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The value on one line. */
    static String line(Object value) {
        try {
            return LINES.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this value cannot be written as JSON", e);
        }
    }

    /** Prints a value, indented. */
    public static void print(Object value, PrintWriter out) {
        out.println(indented(value));
    }

    /**
     * Writes a value, indented, into a file of its own, whole or not at all.
     *
     * @throws IOException if writing fails, with the file's name
     */
    public static void write(Object value, Path file) throws IOException {
        WholeFile.write(file, writer -> writer.write(indented(value) + "\n"));
    }

    private static String indented(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("this value cannot be written as JSON", e);
        }
    }
}
