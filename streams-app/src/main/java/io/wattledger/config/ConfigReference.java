package io.wattledger.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The keys of the configuration, and the reference page made from their declarations. */
public final class ConfigReference {

    private static final int FURTHEST_TYPO = 4;

    private ConfigReference() {}

    /** The page, as Markdown. */
    public static String markdown() {
        var page = new StringBuilder("""
                # Configuration

                Flags override environment variables, which override the YAML file, which overrides the defaults.
                Made from the declarations in `Config.java`; `mvn verify` holds it fresh.

                | key | default | environment variable | what it does |
                | --- | --- | --- | --- |
                """);
        visit(Config.class, "", (key, component) -> {
            Key doc = component.getAnnotation(Key.class);
            boolean open = component.getType() == Map.class;
            String name = open ? key + ".*" : key;
            String variable = ConfigReader.variable(key) + (open ? "_*" : "");
            String fallback = doc.or().isEmpty() ? "" : "`" + doc.or() + "`";
            page.append("| `%s` | %s | `%s` | %s |%n".formatted(name, fallback, variable, doc.value()));
        });
        return page.toString();
    }

    /** All keys with a default, in the order of their declaration. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>();
        visit(Config.class, "", (key, component) -> {
            if (component.getType() != Map.class) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Sections whose keys are those of another program. */
    static List<String> passedThrough() {
        List<String> sections = new ArrayList<>();
        visit(Config.class, "", (key, component) -> {
            if (component.getType() == Map.class) {
                sections.add(key);
            }
        });
        return sections;
    }

    /** The key that is most like a mistyped one. */
    static Optional<String> nearest(String typo) {
        return keys().stream()
                .min(Comparator.comparingInt(key -> distance(typo, key)))
                .filter(key -> distance(typo, key) <= FURTHEST_TYPO);
    }

    static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static void visit(Class<?> type, String prefix, BiConsumer<String, RecordComponent> visitor) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + kebab(component.getName());
            if (component.getType().isRecord()) {
                visit(component.getType(), key + ".", visitor);
            } else {
                visitor.accept(key, component);
            }
        }
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
