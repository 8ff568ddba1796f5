package io.wattledger.standalone.audit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The audit proves something only as long as it shares no booking code with the application. */
class ArchitectureTest {

    private static final String ROOT = "io.wattledger.";
    private static final String AUDIT = ROOT + "standalone.audit";
    private static final Set<String> ALLOWED = Set.of(AUDIT, ROOT + "schemas", ROOT + "v1", ROOT + "config");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(AUDIT);

    @Test
    void shouldShareNoBookingCodeWithTheApplication() {
        assertThat(CLASSES.containPackage(AUDIT)).isTrue();
        noClasses()
                .that()
                .resideInAPackage(AUDIT)
                .should()
                .dependOnClassesThat(describe(
                        "of ours outside " + ALLOWED,
                        (JavaClass c) -> c.getPackageName().startsWith(ROOT) && !ALLOWED.contains(c.getPackageName())))
                .because("two computations that share a fault agree")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(AUDIT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(CLASSES);
    }
}
