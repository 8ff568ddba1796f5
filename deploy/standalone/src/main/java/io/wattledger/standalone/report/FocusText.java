package io.wattledger.standalone.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of the books as a FOCUS file may show them: it leaves the house, it is opened with spreadsheets, and names come from
 * whoever sends events.
 */
final class FocusText {

    /** Stands for a name that looks like an address. It is no null, because there is a name. */
    static final String WITHHELD = "withheld";

    /** An e-mail address anywhere in a name. The end must be letters: model names such as {@code llama@1.2} are none. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.\\p{L}{2,}");

    private FocusText() {}

    /** The name, unless it is somebody's address. */
    static String shown(String name) {
        return ADDRESS.matcher(name).find() ? WITHHELD : name;
    }

    /** A JSON object of the values that there are; none, if there are none. */
    static Optional<String> json(Map<String, Optional<String>> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach((key, value) -> value.ifPresent(text -> object.put(key, text)));
        return object.isEmpty() ? Optional.empty() : Optional.of(object.toString());
    }
}
