package io.wattledger.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import com.marcnuri.helm.jni.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The chart, rendered by Helm itself. */
final class Chart {

    static final Path FOLDER = Path.of("wattledger");

    /** As Chart.yaml says. */
    private static final String OLDEST_KUBERNETES = "1.27.0";

    private static final Path VALUES = Path.of("src", "test", "resources", "io", "wattledger", "kubernetes");

    private Chart() {}

    /** Skips a test where helm-java has no Helm for this machine, instead of downloading one. */
    static void assumeHelm() {
        assumeTrue(
                ServiceLoader.load(NativeLibrary.class).findFirst().isPresent(),
                "helm-java has no library for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch"));
    }

    static Path values(String name) {
        return VALUES.resolve(name + ".yaml");
    }

    /** What {@code helm template} prints for a release called {@code books}, with values of a file and others over them. */
    static String template(String values, Map<String, ?> set) {
        return template(List.of(values(values)), set);
    }

    static String template(List<Path> values, Map<String, ?> set) {
        TemplateCommand command = new Helm(FOLDER)
                .template()
                .withName("books")
                .withNamespace("ai")
                .withKubeVersion(OLDEST_KUBERNETES);
        values.forEach(command::withValuesFile);
        set.forEach(command::set);
        return command.call();
    }

    /** The objects of a release. */
    static Release release(String values, Map<String, ?> set) throws IOException {
        return new Release(Strict.read(template(values, set)));
    }

    static Release release(String values) throws IOException {
        return release(values, Map.of());
    }

    static LintResult lint(Path chart) {
        return new Helm(chart).lint().strict().call();
    }
}
