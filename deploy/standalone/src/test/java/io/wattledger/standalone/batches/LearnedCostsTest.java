package io.wattledger.standalone.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.cli.CatalogueEstimator;
import io.wattledger.estimator.cli.CatalogueFile;
import io.wattledger.ledger.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedCostsTest {

    private static final String MODEL = "Qwen/Qwen3-8B";
    private static final String GPU = "h100-sxm5-80gb";
    private static final CatalogueEstimator ESTIMATOR = new CatalogueEstimator(warning -> {});

    @TempDir
    Path folder;

    @Test
    void shouldWriteAFileWhoseDefaultIsTheLearnedBatchSize() throws Exception {
        BatchTally tally = new BatchTally();
        add(tally, 100, Requests.told(MODEL, GPU, 23, 100));
        add(tally, 300, Requests.untold(MODEL, GPU, 200));

        LearnedCosts learned = learned(tally);
        Path file = Files.writeString(folder.resolve("learned.yaml"), learned.yaml("a test"));

        assertThat(learned.leftOut()).isEmpty();
        assertThat(file).content().startsWith("# a test\nestimates:\n  - model: \"Qwen/Qwen3-8B\"\n");
        assertThat(CatalogueFile.read(file).estimates()).singleElement().satisfies(entry -> {
            assertThat(entry.batch()).containsExactly(23, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
            assertThat(entry.inputTokens()).hasValue(500);
            assertThat(entry.outputTokens()).hasValue(175);
            CostRow row = ESTIMATOR.estimate(entry);
            assertThat(row.defaultPoint().batchSize()).isEqualTo(23);
            assertThat(row.method()).isEqualTo("roofline-in-serving");
        });
    }

    @Test
    void shouldNameNoBatchSizeTwice() {
        BatchTally tally = new BatchTally();
        add(tally, 100, Requests.told(MODEL, GPU, 8, 100));

        assertThat(learned(tally).entries()).singleElement().satisfies(entry -> assertThat(entry.batch())
                .startsWith(8, 1, 2, 4, 16)
                .doesNotHaveDuplicates());
    }

    @Test
    void shouldLeaveOutWhatItCannotLearnAndSayWhy() {
        BatchTally tally = new BatchTally();
        add(tally, 99, Requests.told("Qwen/Qwen3-14B", GPU, 8, 100));
        add(tally, 100, Requests.told("our-own-model", GPU, 8, 100));
        add(tally, 100, Requests.told("llama-3.1-8b-instruct", GPU, 8, 100));
        add(tally, 100, Requests.told(MODEL, "our-own-gpu", 8, 100));

        LearnedCosts learned = learned(tally);

        assertThat(learned.entries()).isEmpty();
        assertThat(learned.leftOut())
                .extracting(each -> each.modelId() + " on " + each.gpu() + ": " + each.reason())
                .satisfiesExactly(
                        few -> assertThat(few)
                                .isEqualTo("Qwen/Qwen3-14B on h100-sxm5-80gb: 99 of its requests told their batch size,"
                                        + " and it takes 100"),
                        gpu -> assertThat(gpu)
                                .startsWith("Qwen/Qwen3-8B on our-own-gpu: no estimate: unknown GPU 'our-own-gpu'"),
                        measured -> assertThat(measured)
                                .isEqualTo("llama-3.1-8b-instruct on h100-sxm5-80gb: its costs were measured, and an"
                                        + " estimate would take their place"),
                        model -> assertThat(model)
                                .startsWith("our-own-model on h100-sxm5-80gb: no estimate: unknown model"));
    }

    private static LearnedCosts learned(BatchTally tally) {
        return LearnedCosts.of(tally.result(List.of(), List.of()), ESTIMATOR);
    }

    private static void add(BatchTally tally, int times, Event event) {
        for (int i = 0; i < times; i++) {
            tally.add(event);
        }
    }
}
