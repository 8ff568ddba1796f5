package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendsCommandTest {

    private final Ran ran = new Ran(TrendsCommand.class);

    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheGrowthOfEachSeries() {
        assertThat(ran.run()).isZero();

        assertThat(ran.out()).contains("best of each year", "most demanding at release", "adapted for NLP", "1.300");
    }

    @Test
    void shouldPrintTheSummaryAsJson() throws Exception {
        assertThat(ran.run("--json")).isZero();

        JsonNode series = new ObjectMapper().readTree(ran.out()).get("series");
        assertThat(series).hasSize(17);
        assertThat(series.get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "name",
                        "domain",
                        "quantity",
                        "growthPerYear",
                        "doublingMonths",
                        "rSquared",
                        "count",
                        "from",
                        "to");
        assertThat(series.get(0).get("domain").asText()).isEqualTo("vision");
        assertThat(series.get(0).get("from").asText()).isEqualTo("2012-06-01");
    }

    @Test
    void shouldWriteAllFilesAndReplaceOldOnes() throws Exception {
        Path out = folder.resolve("new/trends");
        Files.createDirectories(out);
        Files.writeString(out.resolve("index.html"), "old");
        Files.writeString(out.resolve("mine.txt"), "stays");

        assertThat(ran.run("--out", out.toString())).isZero();

        assertThat(Files.readString(out.resolve("index.html"))).startsWith("<!DOCTYPE html>");
        assertThat(out.resolve("mine.txt")).hasContent("stays");
        try (Stream<Path> files = Files.list(out)) {
            List<String> names =
                    files.map(each -> each.getFileName().toString()).toList();
            assertThat(names).hasSize(27).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void shouldRefuseAFileForAFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(ran.run("--out", file.toString())).isEqualTo(2);
        assertThat(ran.err()).contains(file + " is a file; name a folder");

        assertThat(ran.run("--out", file.resolve("below").toString())).isEqualTo(2);
        assertThat(file).hasContent("");
    }

    @Test
    void shouldRefuseAFolderInAFilesPlace() throws Exception {
        Files.createDirectory(folder.resolve("summary.csv"));

        assertThat(ran.run("--out", folder.toString())).isEqualTo(2);
        assertThat(ran.err()).contains("summary.csv is a folder");
    }

    @Test
    void shouldExplainItselfWithExamples() {
        assertThat(ran.run("--help")).isZero();
        assertThat(ran.out()).contains("Examples:", "wattledger trends --out trends");
    }
}
