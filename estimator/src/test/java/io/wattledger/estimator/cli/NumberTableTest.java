package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTableTest {

    private static final List<NumberTable.Column> COLUMNS =
            List.of(new NumberTable.Column("n", true), new NumberTable.Column("x", false));

    @TempDir
    private Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void name() {
        file = folder.resolve("rows.csv");
    }

    @Test
    void shouldReadTheColumnsThatAreNeeded() throws IOException {
        NumberTable table =
                read("\uFEFFx, other ,n\r\n1.5e-3,\"{\"\"GPU\"\": \"\"a, b\"\"}\",7\r\n\r\n.5,\"two\nlines\",8");

        assertThat(table.problems()).isEmpty();
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().get(0).number("x")).isEqualTo(0.0015);
        assertThat(table.rows().get(0).whole("n")).isEqualTo(7);
        assertThat(table.rows().get(0).line()).isEqualTo(2);
        assertThat(table.rows().get(1).line()).isEqualTo(4);
        assertThat(table.source(file)).isEqualTo("rows.csv, 2 rows");
    }

    @Test
    void shouldReadOnlyTheRowsThatAreWanted() throws IOException {
        Files.writeString(file, "n,x,precision,batch\n1,1,fp16,1\n2,2, fp16 ,1\n3,3,fp32,1\nno,4,fp32,1\n5,5,fp16,8\n");

        NumberTable table = NumberTable.read(file, COLUMNS, Map.of("precision", "fp16", "batch", "1"));

        assertThat(table.problems()).isEmpty();
        assertThat(table.rows()).extracting(row -> row.whole("n")).containsExactly(1, 2);
    }

    @Test
    void shouldRefuseToReadRowsThatAreNotThere() throws IOException {
        Files.writeString(file, "n,x,precision\n1,1,fp16\n");

        assertThatThrownBy(() -> NumberTable.read(file, COLUMNS, Map.of("precision", "fp8")))
                .isInstanceOf(EstimateException.class)
                .hasMessage(file + " has no rows with precision=fp8");
        assertThatThrownBy(() -> NumberTable.read(file, COLUMNS, Map.of("batch", "1")))
                .isInstanceOf(EstimateException.class)
                .hasMessage(file + " lacks column batch; its first line has n, precision, x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7,abc | x is 'abc': not a number",
                "7,NaN | x is 'NaN': a finite number is needed",
                "7,-Infinity | x is '-Infinity': a finite number is needed",
                "7,1e999 | x is '1e999': too large",
                "7,-1 | x is '-1': must be above 0",
                "7,0 | x is '0': must be above 0",
                "7, | x is '': a number is missing",
                "7,0x1p3 | x is '0x1p3': not a number",
                "7,1d | x is '1d': not a number",
                "7.5,1 | n is '7.5': a whole number up to 2147483647 is needed",
                "3e9,1 | n is '3e9': a whole number up to 2147483647 is needed",
                "a,b | n is 'a': not a number; x is 'b': not a number",
            })
    void shouldReportABadRowAndReadOn(String row, String problem) throws IOException {
        NumberTable table = read("n,x\n1,2\n" + row + "\n3,4\n");

        assertThat(table.problems()).containsExactly(file + ", line 3: " + problem);
        assertThat(table.rows()).extracting(NumberTable.Row::line).containsExactly(2, 4);
        assertThat(table.source(file)).isEqualTo("rows.csv, 2 of 3 rows");
    }

    @Test
    void shouldReportAShortRow() throws IOException {
        assertThat(read("n,x\n1\n").problems())
                .containsExactly(file + ", line 2: 1 fields under a header of 2 columns");
    }

    @Test
    void shouldReportTwentyBadRowsAndCountTheRest() throws IOException {
        StringWriter err = new StringWriter();

        read("n,x\n" + "0,0\n".repeat(23)).report("fit", new PrintWriter(err, true));

        assertThat(err.toString().lines()).hasSize(21).last().isEqualTo("fit: and 3 more bad rows");
    }

    @Test
    void shouldRefuseWhatIsNoTable() {
        assertRefused("", file + " is empty; a header and rows are needed");
        assertRefused("n,x\n", file + " has a header and no rows; add a line for each measurement");
        assertRefused("n,y\n1,2\n", file + " lacks column x; its first line has n, y");
        assertRefused("n,x,n\n1,2,3\n", file + " has two columns n; keep one");
    }

    @Test
    void shouldRefuseAQuoteThatNeverEnds() {
        assertThatThrownBy(() -> read("n,x\n1,2\n\"1,2\n"))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("rows.csv, line ")
                .hasMessageContaining("not CSV");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(EstimateException.class)
                .hasMessage(message);
    }

    private NumberTable read(String text) throws IOException {
        Files.writeString(file, text);
        return NumberTable.read(file, COLUMNS);
    }
}
