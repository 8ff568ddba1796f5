package io.wattledger.estimator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** Dependencies run one way, and the library needs nothing but the JDK. */
class ArchitectureTest {

    private static final String BASE = "io.wattledger.estimator";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void shouldNeedNothingButTheJdkOutsideOfTheCommands() {
        ArchRuleDefinition.classes()
                .that()
                .resideOutsideOfPackage(BASE + ".cli..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", BASE + "..")
                .check(CLASSES);
    }

    @Test
    void shouldDependOneWay() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("quantities")
                .definedBy(BASE)
                .layer("network")
                .definedBy(BASE + ".network..")
                .layer("catalogue")
                .definedBy(BASE + ".catalogue..")
                .layer("serving")
                .definedBy(BASE + ".serving..")
                .layer("vision")
                .definedBy(BASE + ".vision..")
                .layer("generation")
                .definedBy(BASE + ".generation..")
                .layer("method")
                .definedBy(BASE + ".method..")
                .layer("reports")
                .definedBy(BASE + ".trend..", BASE + ".reproduce..")
                .layer("cli")
                .definedBy(BASE + ".cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("reports")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("method")
                .mayOnlyBeAccessedByLayers("reports", "cli")
                .whereLayer("generation")
                .mayOnlyBeAccessedByLayers("method", "cli")
                .whereLayer("serving")
                .mayOnlyBeAccessedByLayers("method", "reports", "cli")
                .whereLayer("vision")
                .mayOnlyBeAccessedByLayers("method", "reports", "cli")
                .whereLayer("catalogue")
                .mayOnlyBeAccessedByLayers("serving", "vision", "generation", "method", "reports", "cli")
                .whereLayer("network")
                .mayOnlyBeAccessedByLayers("catalogue", "vision", "generation", "method", "reports", "cli")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheNumericsOfFitsFreeOfTheirCommands() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".cli.fit")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".cli")
                .check(CLASSES);
    }
}
