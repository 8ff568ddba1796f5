package io.wattledger;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows between packages point one way, and each engine is known to one package. */
class ArchitectureTest {

    private static final String ROOT = "io.wattledger.";
    private static final String STREAMS = "org.apache.kafka.streams..";
    private static final Set<String> PACKAGES =
            Set.of("ledger", "topology", "books", "ingest", "metrics", "access", "http", "config", "rights", "app");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.wattledger");

    @Test
    void shouldSeeThePackagesThatTheRulesAreAbout() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/wattledger"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(PACKAGES);
        }
        PACKAGES.forEach(
                name -> assertThat(CLASSES.containPackage(ROOT + name)).as(name).isTrue());
        assertThat(CLASSES.containPackage(ROOT + "schemas")).isTrue();
    }

    @Test
    void shouldKeepTheLedgerPure() {
        classes()
                .that()
                .resideInAPackage(ROOT + "ledger")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "ledger",
                        "java.lang..",
                        "java.math",
                        "java.nio..",
                        "java.security",
                        "java.time..",
                        "java.util..",
                        "org.jspecify.annotations")
                .because("every rule of the books is tested without Kafka, registry, metrics and clock")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheConfigurationToItself() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "config")
                .should()
                .dependOnClassesThat(describe(
                        "of ours",
                        (JavaClass c) -> c.getPackageName().startsWith(ROOT)
                                && !c.getPackageName().equals(ROOT + "config")))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void shouldLetEachPackageKnowOnlyThoseBeforeIt() {
        allow("topology", "ledger", "schemas", "v1");
        allow("books", "ledger", "schemas", "topology", "v1");
        allow("ingest", "ledger", "rights", "schemas", "topology", "v1");
        allow("metrics", "books", "ledger", "topology");
        allow("access");
        allow("rights", "config");
        allow("http", "access", "books", "estimator", "estimator.cli", "ingest", "ledger", "metrics", "v1");
        allow(
                "app",
                "access",
                "books",
                "config",
                "http",
                "ingest",
                "ledger",
                "metrics",
                "rights",
                "schemas",
                "topology");
    }

    /** The metrics show how the tables stand, which no topic tells. */
    @Test
    void shouldShowTheMetricsOnlyTheTablesOfTheTopology() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "metrics")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "topology")
                        .and(not(named(ROOT + "topology.TableStatus")))
                        .and(not(named(ROOT + "topology.TablesStatus"))))
                .check(CLASSES);
    }

    /** A question goes in as texts and comes back as JSON: how the estimator works is its own business. */
    @Test
    void shouldAskTheEstimatorThroughOneClass() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "http")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "estimator.cli").and(not(named(ROOT + "estimator.cli.TextEstimator"))))
                .check(CLASSES);
    }

    /** The books read the topics, and of the topology nothing but how a record becomes a total. */
    @Test
    void shouldShowTheBooksOnlyTheRecordsOfTheTopology() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "books")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "topology").and(not(named(ROOT + "topology.Records"))))
                .check(CLASSES);
    }

    /** The intake keys events as the topology does, and asks the rules about what the topology would see. */
    @Test
    void shouldShowTheIntakeOnlyEventsAndTheirKeysOfTheTopology() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "ingest")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "topology")
                        .and(not(named(ROOT + "topology.Records", ROOT + "topology.Keyless"))))
                .check(CLASSES);
    }

    @Test
    void shouldLetOnlyTheIntakeKnowCloudEvents() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "ingest")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cloudevents..")
                .check(CLASSES);
    }

    /** Exceptions: the app starts and stops KafkaStreams and says what becomes of its threads; the metrics bind its meters. */
    @Test
    void shouldLetOnlyTheTopologyKnowKafkaStreams() {
        noClasses()
                .that(resideInAPackage("io.wattledger..")
                        .and(not(resideInAPackage(ROOT + "topology")))
                        .and(not(named(ROOT + "app.App", ROOT + "app.FailurePolicy", ROOT + "metrics.Metrics"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STREAMS)
                .check(CLASSES);
        noClasses()
                .that(named(ROOT + "metrics.Metrics"))
                .should()
                .dependOnClassesThat(resideInAPackage(STREAMS).and(not(named("org.apache.kafka.streams.KafkaStreams"))))
                .check(CLASSES);
    }

    @Test
    void shouldUseInternalsOfKafkaStreamsInTheCommitHookAlone() {
        noClasses()
                .that(not(named(ROOT + "topology.CommitHook")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..internals..")
                .because("an upgrade may move them, and CommitHookTest is what notices")
                .check(CLASSES);
    }

    @Test
    void shouldLetOnlyTheMetricsKnowMicrometerAndOnlyHttpTheWebServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "metrics")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void shouldHideTheRelocatedRegistryClientInOneClass() {
        noClasses()
                .that(not(named(ROOT + "schemas.ConfluentSchemaRegistry")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "..confluent..")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCycles() {
        slices().matching("io.wattledger.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void shouldMarkEveryPackageNullMarked() {
        List<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.getName().equals(ROOT + "v1"))
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(each -> each.getName())
                .toList();
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    @Test
    void shouldLogWithSlf4jAndPrintNothing() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(ours());
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(ours());
    }

    private JavaClasses ours() {
        return CLASSES.that(not(resideInAnyPackage(ROOT + "servers..", ROOT + "v1")));
    }

    private void allow(String from, String... to) {
        Set<String> allowed = Stream.concat(Stream.of(from), Stream.of(to))
                .map(name -> ROOT + name)
                .collect(Collectors.toSet());
        noClasses()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .dependOnClassesThat(describe(
                        "of ours outside " + allowed,
                        (JavaClass c) -> c.getPackageName().startsWith(ROOT) && !allowed.contains(c.getPackageName())))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        Set<String> wanted = Set.of(names);
        return describe("named " + wanted, (JavaClass c) -> wanted.stream()
                .anyMatch(name -> c.getName().equals(name) || c.getName().startsWith(name + "$")));
    }
}
