package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code acls.sh}, and the table of docs/security.md, which is what it grants. */
class AclsIT {

    private static final Path DOCS = Path.of("..", "..", "docs", "security.md");
    private static final String BEGIN = "<!-- rights: made from acls.sh -->\n";
    private static final String END = "<!-- end of rights -->";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                  | which part?
            nonsense --principal User:x                         | there is no part nonsense
            report                                              | --principal is missing
            report --principal                                  | --principal needs a value
            report --principal ledger                           | --principal is 'ledger'; write it as User:NAME
            report audit --principal User:x                     | two parts, report and audit; grant one after the other
            report --principal User:x --force                   | there is no option --force
            report --principal User:x --topics-exist            | --topics-exist goes with application
            report --principal User:x --prefix a;b              | --prefix and --app-id are of letters, digits
            report --principal User:x --command-config gone.txt | --command-config: gone.txt cannot be read
            """)
    void shouldRefuseMisuseWithExitCodeTwo(String arguments, String problem) throws Exception {
        Programs.Ran ran = Acls.run(folder, Map.of(), words(arguments));

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.output()).startsWith("acls.sh: " + problem).endsWith("; acls.sh --help shows how\n");
    }

    @Test
    void shouldExplainItself() throws Exception {
        Programs.Ran help = Acls.run(folder, Map.of(), "--help");

        assertThat(help.status()).isZero();
        Golden.assertMatches("acls.txt", help.output());
    }

    @Test
    void shouldPrintWhatItWouldRunAsAShellWouldReadIt() throws Exception {
        Programs.Ran dry = Acls.run(
                folder,
                Map.of(),
                words(
                        "publisher --principal 'User:CN=o''neil' --dry-run --bootstrap kafka:9093 --prefix own. --remove"));

        assertThat(dry.output()).isEqualTo("""
                kafka-acls.sh --bootstrap-server kafka:9093 --remove --force --operation Read --operation Write\
                 --topic own.inference-costs --topic own.site-factors --allow-principal 'User:CN=o'\\''neil'
                kafka-acls.sh --bootstrap-server kafka:9093 --remove --force --operation Write --transactional-id own.publish\
                 --allow-principal 'User:CN=o'\\''neil'
                """);
        assertThat(dry.status()).isZero();
    }

    @Test
    void shouldNotLetTheApplicationCreateItsTopicsWhereTheyExist() throws Exception {
        String all = all("application", "--principal", "User:x", "--app-id", "mine");
        String existing = all("application", "--principal", "User:x", "--app-id", "mine", "--topics-exist");

        assertThat(all).contains("--operation DescribeConfigs --operation Create --topic wattledger.inference-events");
        assertThat(existing)
                .isEqualTo(all.replace("DescribeConfigs --operation Create", "DescribeConfigs"))
                .contains("--operation Create --topic mine- --resource-pattern-type prefixed")
                .contains("--group mine ");
    }

    @Test
    void shouldSayThatItFailed() throws Exception {
        Path failing = folder.resolve("kafka-acls");
        Files.writeString(failing, "#!/bin/sh\necho 'no route to host'\nexit 1\n");
        assertThat(failing.toFile().setExecutable(true)).isTrue();

        Programs.Ran ran =
                Acls.run(folder, Map.of("KAFKA_ACLS", failing.toString()), words("audit --principal User:x"));
        Programs.Ran absent =
                Acls.run(folder, Map.of("KAFKA_ACLS", "/nowhere/kafka-acls"), words("audit --principal User:x"));

        assertThat(ran.output()).contains("failed").contains("no route to host");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(absent.output()).contains("/nowhere/kafka-acls is not there").contains("set KAFKA_ACLS");
        assertThat(absent.status()).isEqualTo(1);
    }

    /** The table cannot drift from the script. */
    @Test
    void shouldGrantWhatTheDocumentationSays() throws Exception {
        StringBuilder table = new StringBuilder("| part | resource | operations |\n| --- | --- | --- |\n");
        for (String part : List.of("application", "publisher", "producer", "report", "audit", "rejects", "connect")) {
            for (List<String> command : Acls.commands(folder, part, "--principal", "User:x")) {
                table.append("| ")
                        .append(part)
                        .append(" | ")
                        .append(resource(command))
                        .append(" | ");
                table.append(String.join(", ", values(command, "--operation"))).append(" |\n");
            }
        }
        String documented = Files.readString(DOCS);
        int from = documented.indexOf(BEGIN) + BEGIN.length();
        int to = documented.indexOf(END);
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(DOCS, documented.substring(0, from) + table + documented.substring(to));
        } else {
            assertThat(documented.substring(from, to))
                    .as("%s; -Dwattledger.golden.rewrite=true rewrites it", DOCS)
                    .isEqualTo(table.toString());
        }
    }

    private static String resource(List<String> command) {
        List<String> resources = new ArrayList<>();
        Map.of("--topic", "topic", "--group", "group", "--transactional-id", "transactional id")
                .forEach((option, name) -> {
                    List<String> names = values(command, option);
                    if (!names.isEmpty()) {
                        String all = names.stream()
                                .map(each -> "`" + each.replaceFirst("^wattledger\\.(?!publish)", "") + "`")
                                .collect(Collectors.joining(" "));
                        resources.add(
                                command.contains("prefixed")
                                        ? name + "s that begin with " + all
                                        : name + (names.size() > 1 ? "s " : " ") + all);
                    }
                });
        assertThat(resources).hasSize(1);
        return resources.get(0);
    }

    private static List<String> values(List<String> command, String option) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < command.size() - 1; i++) {
            if (command.get(i).equals(option)) {
                values.add(command.get(i + 1));
            }
        }
        return values;
    }

    private String all(String... arguments) throws Exception {
        return Acls.commands(folder, arguments).stream()
                .map(command -> String.join(" ", command))
                .collect(Collectors.joining("\n"));
    }

    /** As a shell splits them, with quotes around what has one. */
    private static String[] words(String line) {
        return line.isEmpty()
                ? new String[0]
                : List.of(line.split(" ", -1)).stream()
                        .map(word -> word.startsWith("'")
                                ? word.substring(1, word.length() - 1).replace("''", "'")
                                : word)
                        .toArray(String[]::new);
    }
}
