package io.wattledger.standalone.workload;

import static io.wattledger.standalone.workload.GeneratedTraceLawTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the Azure LLM inference trace 2023 itself, where a copy is at hand. */
class AzureReferenceTraceTest {

    private Path code = Path.of("");
    private Path conv = Path.of("");

    @BeforeEach
    void find() {
        Optional<String> data = Optional.ofNullable(System.getenv("WATTLEDGER_REFERENCE_DATA"));
        assumeTrue(data.isPresent(), "WATTLEDGER_REFERENCE_DATA is not set: no copy of the Azure trace to read");
        Path folder = Path.of(data.orElseThrow(), "azure_llm_trace").toAbsolutePath();
        code = folder.resolve("AzureLLMInferenceTrace_code.csv");
        conv = folder.resolve("AzureLLMInferenceTrace_conv.csv");
    }

    @Test
    void shouldReadEveryRequestOfBothFilesInOrder() throws IOException {
        Trace trace = TraceFiles.open(List.of(code, conv), TraceMapping.defaults(), OnError.STOP, bad -> {});

        List<TraceRecord> records = all(trace);

        assertThat(records).hasSize(28_185).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(trace.extent().records()).isEqualTo(28_185);
        assertThat(team(records, "code")).hasSize(8_819);
        assertThat(team(records, "chat")).hasSize(19_366);
        assertThat(input(team(records, "code"))).isEqualTo(columnSum(code, 1));
        assertThat(output(team(records, "code"))).isEqualTo(columnSum(code, 2));
        assertThat(input(team(records, "chat"))).isEqualTo(columnSum(conv, 1));
        assertThat(output(team(records, "chat"))).isEqualTo(columnSum(conv, 2));
        assertThat(records.stream().map(r -> r.request().id().in("r"))).doesNotHaveDuplicates();
    }

    private static List<Usage> team(List<TraceRecord> records, String team) {
        return records.stream()
                .map(TraceRecord::request)
                .filter(r -> r.serving().team().equals(team))
                .map(TraceRecord.Request::usage)
                .toList();
    }

    private static long input(List<Usage> usages) {
        return usages.stream().mapToLong(Usage::inputTokens).sum();
    }

    private static long output(List<Usage> usages) {
        return usages.stream().mapToLong(Usage::outputTokens).sum();
    }

    private static long columnSum(Path file, int column) throws IOException {
        long sum = 0;
        for (String line : Files.readString(file).split("\\R", -1)) {
            String[] fields = line.split(",", -1);
            if (fields.length == 3 && !fields[0].equals("TIMESTAMP")) {
                sum += Long.parseLong(fields[column]);
            }
        }
        return sum;
    }
}
