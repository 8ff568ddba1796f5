package io.wattledger.bench;

import io.wattledger.bench.contender.CountingApp;
import io.wattledger.bench.contender.PlainConsumer;
import io.wattledger.bench.contender.TextbookApp;
import io.wattledger.bench.contender.WattledgerApp;
import io.wattledger.standalone.child.ChildMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who takes part, and in which order. */
final class Contenders {

    static final String POLL = "poll";
    static final String CONSUMER = "consumer";
    static final String COUNTING = "counting";
    static final String TEXTBOOK = "textbook";
    static final String TEXTBOOK_MEMORY = "textbook-memory";
    static final String WATTLEDGER = "wattledger";
    static final String DEDUP = "wattledger-dedup";
    static final String AT_LEAST_ONCE = "wattledger-at-least-once";
    static final String TWO_THREADS = "wattledger-2-threads";
    static final String TWO_INSTANCES = "wattledger-2-instances";
    static final String FLINK = "flink";
    static final String JET = "jet";

    private static final List<String> COMMON =
            List.of(POLL, CONSUMER, COUNTING, TEXTBOOK, TEXTBOOK_MEMORY, WATTLEDGER, DEDUP, AT_LEAST_ONCE);

    /** After the name of an engine. */
    private static final String WITH_TWICE_THE_THREADS = "-2-threads";

    private static final int HEAP_MEGABYTES = 512;
    private static final int ENGINE_HEAP_MEGABYTES = 1_024;
    private static final Map<String, Engine> ENGINES = Map.of(
            FLINK,
            new Engine(
                    "Apache Flink",
                    "io.wattledger.bench.flink.FlinkContender",
                    Pattern.compile("flink-streaming-java-(\\d.*)\\.jar")),
            JET,
            new Engine(
                    "Hazelcast Jet",
                    "io.wattledger.bench.jet.JetContender",
                    Pattern.compile("hazelcast-(\\d.*)\\.jar")));

    /** @param jar whose name has the version */
    private record Engine(String title, String program, Pattern jar) {}

    private final Settings settings;

    Contenders(Settings settings) {
        this.settings = settings;
    }

    private Contender ours(
            String name, String title, Class<?> program, List<String> arguments, List<String> inner, List<String> out) {
        return new Contender(
                name,
                title,
                program.getName(),
                System.getProperty("java.class.path"),
                arguments,
                HEAP_MEGABYTES,
                settings.threads(),
                1,
                Contender.EXACTLY_ONCE,
                inner,
                out);
    }

    Contender poll() {
        return ours(POLL, "consumer, poll", PlainConsumer.class, List.of("--decode", "none"), List.of(), List.of());
    }

    Contender consumer() {
        return ours(
                CONSUMER,
                "consumer, poll and decode",
                PlainConsumer.class,
                List.of("--decode", "avro"),
                List.of(),
                List.of());
    }

    Contender counting() {
        return ours(COUNTING, "Kafka Streams, decode and count", CountingApp.class, List.of(), List.of(), List.of());
    }

    Contender textbook(boolean inMemory) {
        return ours(
                inMemory ? TEXTBOOK_MEMORY : TEXTBOOK,
                inMemory ? "DSL by the book, stores in memory" : "DSL by the book",
                TextbookApp.class,
                List.of("--stores", inMemory ? "memory" : "rocksdb"),
                List.of("G-groups-repartition"),
                List.of("P.G-1m", "P.G-1h", "P.G-1d"));
    }

    Contender wattledger() {
        return wattledger(WATTLEDGER, "Wattledger, duplicates not looked for", Duration.ZERO);
    }

    Contender dedup() {
        return wattledger(DEDUP, "Wattledger", settings.dedupHorizon());
    }

    private Contender wattledger(String name, String title, Duration horizon) {
        return ours(
                name,
                title,
                WattledgerApp.class,
                List.of(
                        "--set",
                        "booking.dedup-horizon=" + horizon.toMillis() + "ms",
                        "--set",
                        "topics.event-partitions=" + settings.partitions(),
                        "--set",
                        "topics.journal-partitions=" + settings.partitions()),
                List.of("P.footprint-journal"),
                List.of("P.footprint-1m", "P.footprint-1h", "P.footprint-1d"));
    }

    Contender atLeastOnce() {
        return wattledger()
                .guaranteeing(AT_LEAST_ONCE, "Wattledger without duplicates, at least once", Contender.AT_LEAST_ONCE);
    }

    Contender twoThreads() {
        return wattledger()
                .with(TWO_THREADS, "Wattledger without duplicates, twice the threads", 2 * settings.threads(), 1);
    }

    Contender twoInstances() {
        return wattledger().with(TWO_INSTANCES, "Wattledger without duplicates, two instances", settings.threads(), 2);
    }

    /** The engines that can take part. */
    static Set<String> engines() {
        return ENGINES.keySet();
    }

    /** Who runs on the common topic for these sections, in the order in which they take turns. */
    static List<String> names(Set<Section> sections, Set<String> engines) {
        List<String> names = new ArrayList<>();
        if (sections.contains(Section.THROUGHPUT)) {
            names.addAll(COMMON);
            names.addAll(engines);
        }
        if (sections.contains(Section.THREADS)) {
            if (names.isEmpty()) {
                names.add(WATTLEDGER);
            }
            names.addAll(List.of(TWO_THREADS, TWO_INSTANCES));
            engines.forEach(engine -> names.add(engine + WITH_TWICE_THE_THREADS));
        }
        return names;
    }

    /** What the settings ask for, in the order in which they take turns. */
    List<Contender> chosen() throws BenchException {
        List<Contender> all = new ArrayList<>();
        for (String name : names(settings.sections(), settings.engines())) {
            if (settings.contenders().isEmpty() || settings.contenders().contains(name)) {
                all.add(named(name));
            }
        }
        return all;
    }

    private Contender named(String name) throws BenchException {
        return switch (name) {
            case POLL -> poll();
            case CONSUMER -> consumer();
            case COUNTING -> counting();
            case TEXTBOOK -> textbook(false);
            case TEXTBOOK_MEMORY -> textbook(true);
            case WATTLEDGER -> wattledger();
            case DEDUP -> dedup();
            case AT_LEAST_ONCE -> atLeastOnce();
            case TWO_THREADS -> twoThreads();
            case TWO_INSTANCES -> twoInstances();
            default -> engine(name);
        };
    }

    private Contender engine(String name) throws BenchException {
        if (name.endsWith(WITH_TWICE_THE_THREADS)) {
            Contender one = engine(name.substring(0, name.length() - WITH_TWICE_THE_THREADS.length()));
            return one.with(name, one.title() + ", twice the threads", 2 * one.threads(), 1);
        }
        Engine engine = Objects.requireNonNull(ENGINES.get(name));
        Path target = settings.root().resolve("deploy").resolve("bench-" + name).resolve("target");
        if (!Files.isDirectory(target.resolve("lib")) || !Files.isDirectory(target.resolve("app"))) {
            throw new BenchException(
                    "--with %s: %s has no lib/ and app/. Build them first: mvn -Pjars,bench,bench-engines package"
                            .formatted(name, target));
        }
        String classPath = String.join(
                File.pathSeparator,
                target.resolve("app") + "/*",
                target.resolve("lib") + "/*",
                Path.of(ChildMain.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString());
        return new Contender(
                name,
                engine.title() + " " + version(engine.jar(), target.resolve("lib")),
                engine.program(),
                classPath,
                List.of(),
                ENGINE_HEAP_MEGABYTES,
                settings.threads(),
                1,
                Contender.EXACTLY_ONCE,
                List.of(),
                List.of("P.G-1m", "P.G-1h", "P.G-1d"));
    }

    /** The version in the name of the jar that an engine comes in. */
    private static String version(Pattern jar, Path libraries) throws BenchException {
        try (Stream<Path> files = Files.list(libraries)) {
            return files.map(file -> jar.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(libraries + " has no " + jar));
        } catch (IOException e) {
            throw new BenchException(libraries + " cannot be listed: " + e, e);
        }
    }
}
