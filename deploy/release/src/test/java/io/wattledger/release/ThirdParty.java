package io.wattledger.release;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of what others made, for people. */
final class ThirdParty {

    /** Unpacked into jars of ours, without what those leave out. */
    private static final Map<String, String> INSIDE = Map.of(
            "flink-sql-avro-confluent-registry", "wattledger-registry-client",
            "tomcat-servlet-api", "wattledger-servlet-api");

    /** In the archive of a release, not in the container image. */
    private static final Set<String> ARCHIVE_ONLY = Set.of("apicurio-registry-app");

    private static final String HEAD = """
            # What others made

            Wattledger is under Apache-2.0 ([LICENSE](LICENSE)). What it needs at run time is below, with the licence under which it is
            passed on: each one permissive, which the build checks (`deploy/release/licences.txt`). A jar carries its own licence and
            notice under `META-INF` where its publisher put them there; the file of chart.js also holds @kurkle/color (MIT).
            `wattledger.cdx.json` in a release is the same list for machines (CycloneDX 1.6, with hashes).

            Made by the build: `mvn verify -Dwattledger.golden.rewrite=true`.
            """;

    private static final String INSIDE_HEAD = """

            ## Inside jars of ours

            Class files as their publisher made them; what else lay in the same jar is left out.

            | jar | unpacked into | version | licence |
            | --- | --- | --- | --- |
            """;

    private static final String ARCHIVE_HEAD = """

            ## In the archive of a release only

            The registry that `wattledger demo` starts as a program of its own lies in `registry/`, whole and unchanged, as its
            publisher gives it away. It is not in the container image, and nothing of Wattledger is linked with it. The program is
            under the licence below; some of the jars that it carries are under others, such as H2 (MPL-2.0 or EPL-1.0) and the
            interfaces of Jakarta EE (EPL-2.0 or GPL-2.0 with Classpath exception). Delete `registry/` if you do not want it: all
            commands but `demo`, `torture` and `report --data` work without.

            | archive | version | licence |
            | --- | --- | --- |
            """;

    private ThirdParty() {}

    static String list(List<Component> components, Policy policy) {
        List<Component> others =
                components.stream().filter(component -> !component.own()).toList();
        StringBuilder text = new StringBuilder(HEAD);
        text.append("\n## In app/ and lib/\n\n| library | version | licence |\n| --- | --- | --- |\n");
        text.append(rows(others.stream().filter(ThirdParty::isLibrary), policy));
        text.append(INSIDE_HEAD);
        others.stream()
                .filter(component -> INSIDE.containsKey(component.name()))
                .forEach(component -> text.append("| %s | %s | %s | %s |%n"
                        .formatted(
                                component.coordinates(),
                                INSIDE.get(component.name()),
                                component.version(),
                                licence(component, policy))));
        text.append(ARCHIVE_HEAD);
        text.append(rows(others.stream().filter(component -> ARCHIVE_ONLY.contains(component.name())), policy));
        return text.toString();
    }

    /** Whether it is a jar of its own in lib/. */
    static boolean isLibrary(Component component) {
        return !INSIDE.containsKey(component.name()) && !ARCHIVE_ONLY.contains(component.name());
    }

    private static String rows(Stream<Component> components, Policy policy) {
        return components
                .map(component -> "| %s | %s | %s |%n"
                        .formatted(component.coordinates(), component.version(), licence(component, policy)))
                .collect(Collectors.joining());
    }

    private static String licence(Component component, Policy policy) {
        return policy.licence(component).orElse("unknown");
    }
}
