package io.wattledger.standalone.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who and what an Azure trace file stands for, by the file's name without its ending. Unless said otherwise:
 *
 * <ul>
 *   <li>{@code …_code} or {@code …_code_…} is team code, {@code qwen3-coder-30b-a3b-instruct} on {@code h100-sxm5-80gb}, us-east-1;
 *   <li>{@code …_conv} or {@code …_conv_…} is team chat, {@code llama-3.1-70b-instruct} on {@code h100-sxm5-80gb}, westeurope;
 *   <li>any other is a team of the file's name, {@code llama-3.1-70b-instruct} on {@code h100-sxm5-80gb}, us-east-1.
 * </ul>
 *
 * <p>These are assumptions: the trace does not say what served it. The source of the events is {@code demo/} and the
 * team.
 */
public final class TraceMapping {

    private static final Pattern CODE = Pattern.compile("(^|.*_)code(_.*|$)");
    private static final Pattern CONV = Pattern.compile("(^|.*_)conv(_.*|$)");

    private static final String HOW = "; write it as FILESTEM:team=…,model=…,gpu=…,region=… (any of the four)";

    private final Map<String, Map<Key, String>> overrides;

    private enum Key {
        TEAM,
        MODEL,
        GPU,
        REGION;

        static Optional<Key> named(String text) {
            for (Key key : values()) {
                if (key.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }
    }

    private TraceMapping(Map<String, Map<Key, String>> overrides) {
        this.overrides = overrides;
    }

    /** The mapping by file name alone. */
    public static TraceMapping defaults() {
        return new TraceMapping(Map.of());
    }

    /**
     * The defaults with overrides.
     *
     * @param specs each {@code FILESTEM:team=…,model=…,gpu=…,region=…}, any of the four keys
     * @throws IllegalArgumentException if one cannot be understood; the message names it
     */
    public static TraceMapping parse(List<String> specs) {
        Map<String, Map<Key, String>> overrides = new LinkedHashMap<>();
        for (String spec : specs) {
            int equals = spec.indexOf('=');
            int colon = spec.lastIndexOf(':', equals < 0 ? spec.length() : equals);
            if (colon < 1) {
                throw wrong(spec, "has no file name before a colon");
            }
            if (overrides.put(spec.substring(0, colon).strip(), parsePairs(spec, spec.substring(colon + 1))) != null) {
                throw wrong(spec, "is the second for its file");
            }
        }
        return new TraceMapping(overrides);
    }

    private static Map<Key, String> parsePairs(String spec, String pairs) {
        Map<Key, String> values = new LinkedHashMap<>();
        for (String pair : pairs.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw wrong(spec, "has " + Values.quoted(pair) + " where key=value is wanted");
            }
            String name = pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            Key key = Key.named(name).orElseThrow(() -> wrong(spec, "has the unknown key " + Values.quoted(name)));
            if (value.isEmpty()) {
                throw wrong(spec, "has no value for " + name);
            }
            if (values.put(key, value) != null) {
                throw wrong(spec, "has " + name + " twice");
            }
        }
        return values;
    }

    private static IllegalArgumentException wrong(String spec, String problem) {
        return new IllegalArgumentException("mapping " + Values.quoted(spec) + " " + problem + HOW);
    }

    Set<String> stems() {
        return overrides.keySet();
    }

    Serving serving(String stem) {
        Map<Key, String> given = overrides.getOrDefault(stem, Map.of());
        boolean code = CODE.matcher(stem).matches();
        boolean conv = CONV.matcher(stem).matches();
        String team = given.getOrDefault(Key.TEAM, code ? "code" : conv ? "chat" : stem);
        return new Serving(
                "demo/" + team,
                team,
                Optional.empty(),
                given.getOrDefault(Key.MODEL, code ? "qwen3-coder-30b-a3b-instruct" : "llama-3.1-70b-instruct"),
                given.getOrDefault(Key.GPU, "h100-sxm5-80gb"),
                1,
                given.getOrDefault(Key.REGION, conv ? "westeurope" : "us-east-1"));
    }
}
