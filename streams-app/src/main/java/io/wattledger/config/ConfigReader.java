package io.wattledger.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the configuration: flags override environment variables, which override the YAML file, which overrides the defaults. All
 * problems are reported at once, each with its key and where it came from; a key that does not exist is one of them.
 */
public final class ConfigReader {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);
    private static final String ENVIRONMENT_PREFIX = "WATTLEDGER_";

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Entry> used = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** A value as written, and where it was written. */
    private record Entry(String text, String origin) {}

    /**
     * Reads everything.
     *
     * @param file the YAML file, if there is one
     * @param environment the environment variables; those that begin with WATTLEDGER_ count
     * @param flags key and value as given on the command line
     * @throws ConfigException with all problems
     */
    public static Config read(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        var reader = new ConfigReader();
        file.ifPresent(reader::addFile);
        reader.addEnvironment(environment);
        flags.forEach((key, value) -> reader.entries.put(key, new Entry(value, "flag")));
        return reader.config();
    }

    private void addFile(Path file) {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            Object root = new Load(settings).loadFromString(Files.readString(file, StandardCharsets.UTF_8));
            if (root instanceof Map<?, ?> map) {
                flatten("", map, file.toString());
            } else if (root != null) {
                problems.add(file + ": a mapping of sections is expected, as in 'http: {port: 8080}'");
            }
        } catch (YamlEngineException e) {
            problems.add(file + ": not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (IOException e) {
            problems.add(file + ": cannot be read: " + e);
        }
    }

    private void flatten(String prefix, Map<?, ?> map, String origin) {
        map.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> nested) {
                flatten(path + ".", nested, origin);
            } else if (value instanceof List<?>) {
                problems.add(path + " (" + origin
                        + ") is a list; a single value is expected, with commas if it takes several");
            } else if (value != null) {
                entries.put(path, new Entry(String.valueOf(value), origin));
            }
        });
    }

    private void addEnvironment(Map<String, String> environment) {
        Map<String, String> keysByVariable = new TreeMap<>();
        ConfigReference.keys().forEach(key -> keysByVariable.put(variable(key), key));
        environment.forEach((variable, value) -> {
            if (!variable.startsWith(ENVIRONMENT_PREFIX)) {
                return;
            }
            String key = keysByVariable.get(variable);
            if (key == null) {
                key = passedThrough(variable).orElse(null);
            }
            if (key != null) {
                entries.put(key, new Entry(value, "environment variable " + variable));
            } else {
                // No error: Kubernetes sets such variables by itself for a service of our name.
                LOG.debug("environment variable {} names no key of the configuration", variable);
            }
        });
    }

    /** The environment variable of a key. */
    static String variable(String key) {
        return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static Optional<String> passedThrough(String variable) {
        return ConfigReference.passedThrough().stream()
                .filter(section -> variable.startsWith(variable(section) + "_"))
                .map(section -> section + "."
                        + variable.substring(variable(section).length() + 1)
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'))
                .findFirst();
    }

    private Config config() {
        checkRequired();
        Optional<Config> config = record(Config.class, "");
        entries.forEach((key, entry) -> problems.add(key + " (" + entry.origin() + ") is not a key of the configuration"
                + ConfigReference.nearest(key)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("")));
        if (!problems.isEmpty() || config.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config.get();
    }

    private void checkRequired() {
        require("kafka.bootstrap.servers", "where is Kafka? For example localhost:9092");
        require("registry.schema.registry.url", "where is the schema registry? For example http://localhost:8081");
    }

    private void require(String key, String hint) {
        Entry entry = entries.get(key);
        if (entry == null) {
            problems.add(key + " is missing: " + hint);
        } else if (entry.text().isBlank()) {
            problems.add(key + " (" + entry.origin() + ") is empty: " + hint);
        }
    }

    private <T> Optional<T> record(Class<T> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            Optional<?> value = component(components[i], prefix);
            complete &= value.isPresent();
            values[i] = value.orElse(null);
        }
        return complete ? construct(type, components, values) : Optional.empty();
    }

    private Optional<?> component(RecordComponent component, String prefix) {
        String key = prefix + ConfigReference.kebab(component.getName());
        if (component.getType().isRecord()) {
            return record(component.getType(), key + ".");
        }
        if (component.getType() == Map.class) {
            return Optional.of(passThrough(key + "."));
        }
        Entry given = entries.remove(key);
        Entry entry =
                given == null ? new Entry(component.getAnnotation(Key.class).or(), "default") : given;
        used.put(key, entry);
        try {
            return Optional.of(Values.parse(component.getType(), entry.text().strip()));
        } catch (IllegalArgumentException e) {
            problems.add(problem(key, entry, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Map<String, String> passThrough(String prefix) {
        Map<String, String> settings = new LinkedHashMap<>();
        entries.entrySet().removeIf(entry -> {
            boolean ours = entry.getKey().startsWith(prefix);
            if (ours) {
                settings.put(
                        entry.getKey().substring(prefix.length()),
                        entry.getValue().text());
                used.put(entry.getKey(), entry.getValue());
            }
            return ours;
        });
        return Map.copyOf(settings);
    }

    private <T> Optional<T> construct(Class<T> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return Optional.of(type.getDeclaredConstructor(types).newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Check.InvalidValues invalid) {
                invalid.rulesByKey()
                        .forEach(
                                (key, rule) -> problems.add(problem(key, Objects.requireNonNull(used.get(key)), rule)));
                return Optional.empty();
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String problem(String key, Entry entry, String what) {
        return key + " (" + entry.origin() + "): '" + entry.text() + "' " + what;
    }
}
