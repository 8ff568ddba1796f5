package io.wattledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The whole of a small run: that contenders work and keep the same books, not how fast they are. */
class BenchIT {

    @TempDir
    Path folder;

    @Test
    void shouldMeasureContendersThatKeepBooksAndFindTheirBooksEqual() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        int status = command.execute(
                "--events",
                "20000",
                "--rounds",
                "1",
                "--only",
                "throughput",
                "--contender",
                "wattledger,textbook,wattledger-dedup",
                "--seconds",
                "10",
                "--json",
                "--data",
                folder.toString());

        assertThat(status).as(err.toString()).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/books/equal").asBoolean()).isTrue();
        assertThat(json.at("/books/contenders"))
                .extracting(JsonNode::asText)
                .containsExactly("wattledger", "textbook", "wattledger-dedup");
        assertThat(json.at("/contenders")).hasSize(3).allSatisfy(contender -> assertThat(
                        contender.at("/eventsPerSecond/median").asDouble())
                .isPositive());
        assertThat(json.at("/ratios").path("wattledger/textbook").asDouble()).isPositive();
        assertThat(json.has("goalsMet")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--events 0         | --events is 0; write 1 or more",
                "--only speed       | 'speed' is no section",
                "--with spark       | --with spark is not known",
                "--contender jet    | --contender jet does not run with these --only and --with; write some of poll, consumer",
                "--only scrape --contender poll | contenders run with --only throughput or threads",
                "--skew some        | expected one of [ZIPF, UNIFORM]",
            })
    void shouldSayWhatIsWrong(String arguments, String problem) {
        StringWriter err = new StringWriter();

        int status = Main.commandLine()
                .setErr(new PrintWriter(err))
                .execute(arguments.strip().split(" +", -1));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(problem);
    }

    @Test
    void shouldSayWhichEngineIsNotBuilt() {
        StringWriter err = new StringWriter();
        System.setProperty("wattledger.root", folder.toString());
        try {
            int status = Main.commandLine()
                    .setErr(new PrintWriter(err))
                    .execute("--with", "flink", "--only", "throughput", "--data", folder.toString());

            assertThat(status).isEqualTo(1);
            assertThat(err.toString())
                    .contains("--with flink", "has no lib/ and app/", "mvn -Pjars,bench,bench-engines package");
        } finally {
            System.clearProperty("wattledger.root");
        }
    }
}
