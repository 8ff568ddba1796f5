package io.wattledger.standalone.workload;

import static io.wattledger.standalone.workload.GeneratedTraceLawTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.wattledger.standalone.workload.TraceRecord.Request;
import io.wattledger.v1.InferenceEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFilesTest {

    private static final String SHORT = "occurredAt,modelId,gpu,team,region\n";
    private static final String GOOD = "2026-03-01T12:00:00Z,resnet50,rtx-4090-24gb,vision,eu-north-1\n";
    private static final String AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
            + "2023-11-16 18:17:03.9799600,4808,10\r\n2023-11-16 18:17:04.0319601,3180,8";

    @TempDir
    private Path folder;

    private final List<BadLine> reported = new ArrayList<>();

    @Test
    void shouldNameTheFieldsAsTheSchemaDoes() {
        assertThat(TraceFiles.csvHeader().split(","))
                .containsExactlyElementsOf(InferenceEvent.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void shouldReadTheAzureTraceToAHundredNanoseconds() throws IOException {
        List<TraceRecord> records = all(open("AzureLLMInferenceTrace_code.csv", AZURE));

        assertThat(records).hasSize(2);
        Request second = records.get(1).request();
        assertThat(second.at()).isEqualTo(Instant.parse("2023-11-16T18:17:04.031960100Z"));
        assertThat(second.usage()).isEqualTo(Usage.ofTokens(3180, 8));
        assertThat(second.id().in("r1")).isEqualTo("r1-2");
        assertThat(second.serving())
                .isEqualTo(new Serving(
                        "demo/code",
                        "code",
                        Optional.empty(),
                        "qwen3-coder-30b-a3b-instruct",
                        "h100-sxm5-80gb",
                        1,
                        "us-east-1"));
    }

    @Test
    void shouldMergeFilesByTimeAndKeepTheirIdsApart() throws IOException {
        Path code = write("x_code.csv", AZURE);
        Path conv = write("x_conv.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:04,1,2\n");

        Trace trace = TraceFiles.open(List.of(code, conv), TraceMapping.defaults(), OnError.STOP, reported::add);

        assertThat(all(trace))
                .extracting(
                        r -> r.request().serving().team(), r -> r.request().id().in("r"))
                .containsExactly(tuple("code", "r-1"), tuple("chat", "r-1.1"), tuple("code", "r-2"));
        assertThat(trace.extent().records()).isEqualTo(3);
    }

    @Test
    void shouldReadEveryFieldOfTheOwnFormats() throws IOException {
        String csv = TraceFiles.csvHeader() + "\n"
                + "e1,gw,1772366400000,m,g,\"team, \"\"a\"\"\",p,r,2,100,40,7,8,4,1500,99\n";
        String json = "{\"eventId\":\"e1\",\"source\":\"gw\",\"occurredAt\":\"2026-03-01T13:00:00+01:00\","
                + "\"modelId\":\"m\",\"gpu\":\"g\",\"team\":\"team, \\\"a\\\"\",\"project\":\"p\",\"region\":\"r\","
                + "\"inferences\":2,\"inputTokens\":100,\"cachedInputTokens\":40,\"outputTokens\":7,"
                + "\"batchSize\":8,\"gpuCount\":4,\"durationMillis\":1500,\"measuredEnergyMicrojoules\":99}\n";
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");

        for (Trace trace : List.of(open("own.csv", csv), open("own.jsonl", json))) {
            Request request = all(trace).get(0).request();
            assertThat(request.id().in("ignored")).isEqualTo("e1");
            assertThat(request.occurredAt()).isEqualTo(noon);
            assertThat(request.serving())
                    .isEqualTo(new Serving("gw", "team, \"a\"", Optional.of("p"), "m", "g", 4, "r"));
            assertThat(request.usage())
                    .isEqualTo(new Usage(2, 100, 40, 7, OptionalInt.of(8), OptionalLong.of(1500), OptionalLong.of(99)));
        }
    }

    @Test
    void shouldFillInWhatMayBeAbsent() throws IOException {
        String json = "{\"occurredAt\":1772366400000,\"modelId\":\"m\",\"gpu\":\"g\",\"team\":\"t\",\"region\":\"r\","
                + "\"project\":null}";

        Request request = all(open("a.jsonl", json)).get(0).request();

        assertThat(request.id().in("run")).isEqualTo("a.jsonl:1");
        assertThat(request.serving()).isEqualTo(new Serving("replay", "t", Optional.empty(), "m", "g", 1, "r"));
        assertThat(request.usage()).isEqualTo(Usage.ofTokens(0, 0));
    }

    @Test
    void shouldReadByteOrderMarkCarriageReturnsBlankLinesAndGzip() throws IOException {
        String text = ("\uFEFF" + SHORT + "\n" + GOOD + "\n" + GOOD).replace("\n", "\r\n");
        Path packed = folder.resolve("own.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(all(open("own.csv", text)))
                .extracting(r -> r.origin().line())
                .containsExactly(3L, 5L);
        assertThat(all(TraceFiles.open(List.of(packed), TraceMapping.defaults(), OnError.STOP, reported::add)))
                .hasSize(2);
    }

    @Test
    void shouldSendWhatIsOutOfOrderLate() throws IOException {
        Trace trace = open("own.csv", SHORT + GOOD + GOOD.replace("12:00", "11:00") + GOOD.replace("12:00", "12:30"));

        List<TraceRecord> records = all(trace);

        assertThat(records.get(1).at()).isEqualTo(records.get(0).at());
        assertThat(records.get(1).request().occurredAt()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(trace.extent().span()).hasMinutes(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yesterday,m,g,t,r | occurredAt | ISO-8601",
                "2026-03-01T12:00:00,m,g,t,r | occurredAt | zone",
                "1772366400,m,g,t,r | occurredAt | milliseconds",
                "1772366400000000,m,g,t,r | occurredAt | milliseconds",
                "99999999999999999999,m,g,t,r | occurredAt | whole number",
                "1772366400000,,g,t,r | modelId | missing",
                "1772366400000,m,g,t | line | 4 fields where the header has 5",
                "1772366400000,m,g,t,r,x | line | 6 fields where the header has 5",
                "1772366400000,m,g,\"t,r | line | quotes",
                "1772366400000,m,g,\"t\"x,r | line | quotes",
                "1772366400000,m,g,\uFFFD,r | line | UTF-8",
            })
    void shouldSayWhatIsWrongInALine(String line, String where, String problem) throws IOException {
        Trace skipping = open("own.csv", SHORT + GOOD + line + "\n" + GOOD, OnError.SKIP);

        assertThat(all(skipping)).hasSize(2);
        assertThat(skipping.extent().records()).isEqualTo(2);
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).line()).isEqualTo(3);
        assertThat(reported.get(0).where()).isEqualTo(where);
        assertThat(reported.get(0).message()).startsWith("own.csv:3: " + where).contains(problem);
        assertThatThrownBy(
                        () -> open("own.csv", SHORT + GOOD + line, OnError.STOP).extent())
                .isInstanceOf(TraceFormatException.class)
                .hasMessageStartingWith("own.csv:3: " + where)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inputTokens,cachedInputTokens | -4,0 | inputTokens",
                "inputTokens,cachedInputTokens | 1.5,0 | inputTokens",
                "inputTokens,cachedInputTokens | 3,4 | cachedInputTokens",
                "inferences,gpuCount | 0,1 | inferences",
                "inferences,gpuCount | 1,3000000000 | gpuCount",
                "inferences,batchSize | 1,0 | batchSize",
                "inferences,durationMillis | 1,-1 | durationMillis",
            })
    void shouldRefuseImpossibleCounts(String columns, String fields, String where) throws IOException {
        Trace trace = open(
                "own.csv",
                SHORT.strip() + "," + columns + "\n" + GOOD.strip() + "," + fields + "\n" + GOOD.strip() + ",1,1\n",
                OnError.SKIP);

        assertThat(all(trace)).hasSize(1);
        assertThat(reported).extracting(BadLine::where).containsExactly(where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"teem\":\"x\"} | teem | no field of an event",
                "{\"team\":5} | team | write a string",
                "{\"inputTokens\":\"5\"} | inputTokens | write a whole number",
                "{\"inputTokens\":5.5} | inputTokens | write a whole number",
                "{\"occurredAt\":true} | occurredAt | a string or a whole number",
                "{\"team\":\"a\",\"team\":\"b\"} | line | Duplicate",
                "{\"team\":\"a\" | line | one object a line",
                "[1] | line | no JSON object",
                "{} {} | line | one object a line",
                "{} | occurredAt | missing",
            })
    void shouldSayWhatIsWrongInJson(String line, String where, String problem) throws IOException {
        String good = "{\"occurredAt\":1772366400000,\"modelId\":\"m\",\"gpu\":\"g\",\"team\":\"t\",\"region\":\"r\"}";

        assertThat(all(open("a.jsonl", good + "\n" + line + "\n", OnError.SKIP)))
                .hasSize(1);

        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).message())
                .startsWith("a.jsonl:2: " + where + ": ")
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-11-16 18:17:03.9799600;x,1,2",
                "2023-02-30 18:17:03.97,1,2",
                "2023-11-16 18:17:03.9799600,-1,2",
                "2023-11-16 18:17:03.9799600,1,",
                "2023-11-16 18:17:03.9799600,1",
            })
    void shouldRefuseBadAzureLines(String line) throws IOException {
        Trace trace = open("x_code.csv", AZURE + "\n" + line, OnError.SKIP);

        assertThat(all(trace)).hasSize(2);
        assertThat(reported).extracting(BadLine::line).containsExactly(4L);
    }

    @Test
    void shouldRefuseFilesThatAreNoTrace() throws IOException {
        assertRefused("empty.csv", "", "is empty");
        assertRefused("blank.csv", "\n \n", "is empty");
        assertRefused("other.csv", "a,b\n1,2\n", "no header of a known format");
        assertRefused("array.json", "[{}]", "JSON array");
        assertRefused("own.csv", "occurredAt,modelId,gpu,gpu,team,teem,x y\n", "unknown column \"teem\"");
        assertRefused("own.csv", "occurredAt,modelId,gpu,gpu,team,teem,x y\n", "unknown column \"x y\"");
        assertRefused("own.csv", "occurredAt,modelId,gpu,gpu,team,teem,x y\n", "column gpu twice");
        assertRefused("own.csv", "occurredAt,modelId,gpu,gpu,team,teem,x y\n", "no column region");
        assertRefused("own.csv", SHORT, "has a header and no requests");
        assertRefused("own.csv", SHORT + "a,b\nc,d\n", "none of its lines is a request; the first says: own.csv:2");
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> open(folder.resolve("none.csv"))).hasMessageContaining("does not exist");
    }

    @Test
    void shouldRefuseAMappingOfNoFile() throws IOException {
        Path file = write("x_code.csv", AZURE);

        assertThatThrownBy(() -> TraceFiles.open(
                        List.of(file), TraceMapping.parse(List.of("y_code:team=a")), OnError.STOP, reported::add))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining("y_code");
    }

    private void assertRefused(String name, String text, String message) throws IOException {
        Path file = write(name, text);
        assertThatThrownBy(() -> open(file).extent())
                .isInstanceOf(TraceFormatException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    private Trace open(String name, String text) throws IOException {
        return open(name, text, OnError.STOP);
    }

    private Trace open(String name, String text, OnError onError) throws IOException {
        return TraceFiles.open(List.of(write(name, text)), TraceMapping.defaults(), onError, reported::add);
    }

    private Trace open(Path file) {
        return TraceFiles.open(List.of(file), TraceMapping.defaults(), OnError.SKIP, reported::add);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
