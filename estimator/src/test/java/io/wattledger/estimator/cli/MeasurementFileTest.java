package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are made up. */
class MeasurementFileTest {

    private static final String OWN = """
            modelId,totalParamsBillions,activeParamsBillions,architecture,weightPrecision,gpu,gpuCount,batchSize,\
            inputTokens,outputTokens,acceleratorJoulesPerOutputToken,series,task,stack
            """;
    private static final String OWN_LINE = "own/aleph-9b,9,3,moe,fp8,h100,2,12.5,300,500,0.75,aleph,chat,vLLM 0.14\n";

    private static final String NEEDED =
            "modelId,gpu,gpuCount,batchSize,inputTokens,outputTokens,acceleratorJoulesPerOutputToken\n";

    private static final String V3 = """
            task,activated_params_billions,architecture,avg_batch_size,avg_output_len,avg_power_watts,data_parallel,\
            energy_per_request_joules,energy_per_token_joules,expert_parallel,gpu_model,max_num_seqs,median_itl_ms,\
            model_id,nickname,num_gpus,output_throughput_tokens_per_sec,p90_itl_ms,p95_itl_ms,p99_itl_ms,\
            tensor_parallel,total_params_billions,weight_precision
            """;
    private static final String V3_LINE =
            "image-chat,3,MoE,24.5,400,500,1,300,0.75,1,B200,32,20,own/aleph-9b,Aleph,2,100,21,22,23,2,9,fp8\n";

    private static final String V2 = """
            task,config,Avg BS (reqs),Avg Output Tokens,Avg TPOT (s),Energy/req (J),GPU,Max BS (reqs),Model,PP,TP,\
            Token tput (tok/s)
            """;
    private static final String V2_LINE =
            "llm_text_generation/code,bs8+tp4+pp2,7.5,200,0.02,150,NVIDIA H100 80GB HBM3,8,Qwen/Qwen3-8B,2,4,300\n";

    @TempDir
    private Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void name() {
        file = folder.resolve("measured.csv");
    }

    @Test
    void shouldReadOurOwnColumns() throws IOException {
        ServingRow row = row(OWN + OWN_LINE);

        Serving serving = row.serving();
        assertThat(serving.model().name()).isEqualTo("own/aleph-9b");
        assertThat(serving.model().totalParameters()).isEqualTo(9e9);
        assertThat(serving.model().activeParameters()).isEqualTo(3e9);
        assertThat(serving.model().architecture()).isEqualTo(Architecture.MOE);
        assertThat(serving.model().format()).isEqualTo(WeightFormat.FP8);
        assertThat(serving.model().shape().derived()).isTrue();
        assertThat(serving.gpu().name()).isEqualTo("h100-sxm5-80gb");
        assertThat(serving.gpuCount()).isEqualTo(2);
        assertThat(serving.batchSize()).isEqualTo(12.5);
        assertThat(serving.inputTokens()).isEqualTo(300);
        assertThat(serving.outputTokens()).isEqualTo(500);
        assertThat(serving.images()).isFalse();
        assertThat(row.joulesPerOutputToken()).isEqualTo(0.75);
        assertThat(row.series()).isEqualTo("aleph");
        assertThat(row.task()).isEqualTo("chat");
        assertThat(row.stack()).isEqualTo("vLLM 0.14");
    }

    @Test
    void shouldTakeWhatIsLeftOutFromTheCatalogue() throws IOException {
        ServingRow row = row("\uFEFF" + NEEDED + "\r\nQwen/Qwen3-8B,h100,1,8,300,500,0.75");

        assertThat(row.serving().model().totalParameters()).isCloseTo(8.2e9, within(1.0));
        assertThat(row.serving().model().activeParameters()).isCloseTo(8.2e9, within(1.0));
        assertThat(row.serving().model().architecture()).isEqualTo(Architecture.DENSE);
        assertThat(row.serving().model().format()).isEqualTo(WeightFormat.BFLOAT16);
        assertThat(row.serving().model().shape().derived()).isFalse();
        assertThat(row.series()).isEqualTo("Qwen3");
        assertThat(row.task()).isEmpty();
        assertThat(row.stack()).isEqualTo("unnamed");
    }

    @Test
    void shouldGuessTheRestOfAModelThatIsInNoCatalogue() throws IOException {
        ServingRow row = row(OWN + "own/gimel-2-9b-chat,9,,,,h100,2,12.5,300,500,0.75,,image-chat,\n");

        assertThat(row.serving().model().activeParameters()).isEqualTo(9e9);
        assertThat(row.serving().model().architecture()).isEqualTo(Architecture.DENSE);
        assertThat(row.serving().model().format()).isEqualTo(WeightFormat.BFLOAT16);
        assertThat(row.serving().images()).isTrue();
        assertThat(row.series()).isEqualTo("gimel");
    }

    @Test
    void shouldReadRunsOfTheThirdMlEnergy() throws IOException {
        ServingRow row = row(V3 + V3_LINE);

        Serving serving = row.serving();
        assertThat(serving.model().totalParameters()).isEqualTo(9e9);
        assertThat(serving.model().activeParameters()).isEqualTo(3e9);
        assertThat(serving.model().architecture()).isEqualTo(Architecture.MOE);
        assertThat(serving.model().format()).isEqualTo(WeightFormat.FP8);
        assertThat(serving.gpu().name()).isEqualTo("b200-sxm-180gb");
        assertThat(serving.gpuCount()).isEqualTo(2);
        assertThat(serving.batchSize()).isEqualTo(24.5);
        assertThat(serving.inputTokens()).isEqualTo(900);
        assertThat(serving.outputTokens()).isEqualTo(400);
        assertThat(serving.images()).isTrue();
        assertThat(row.joulesPerOutputToken()).isEqualTo(0.75);
        assertThat(row.series()).isEqualTo("aleph");
        assertThat(row.task()).isEqualTo("image-chat");
        assertThat(row.stack()).isEqualTo("vLLM 0.11.1, 2025-12");
    }

    @Test
    void shouldReadRunsOfTheSecondMlEnergy() throws IOException {
        ServingRow row = row(V2 + V2_LINE);

        Serving serving = row.serving();
        assertThat(serving.model().totalParameters()).isCloseTo(8.2e9, within(1.0));
        assertThat(serving.model().format()).isEqualTo(WeightFormat.BFLOAT16);
        assertThat(serving.gpu().name()).isEqualTo("h100-sxm5-80gb");
        assertThat(serving.gpuCount()).isEqualTo(8);
        assertThat(serving.batchSize()).isEqualTo(7.5);
        assertThat(serving.inputTokens()).isEqualTo(160);
        assertThat(serving.outputTokens()).isEqualTo(200);
        assertThat(serving.images()).isFalse();
        assertThat(row.joulesPerOutputToken()).isCloseTo(150.0 / 200, within(1e-12));
        assertThat(row.series()).isEqualTo("Qwen3");
        assertThat(row.stack()).isEqualTo("ML.ENERGY v2, 2024");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",12.5, | ,many, | batchSize is 'many': not a number",
                ",12.5, | ,-8, | batchSize is '-8': must be above 0",
                ",12.5, | ,0, | batchSize is '0': must be above 0",
                ",12.5, | ,NaN, | batchSize is 'NaN': a finite number is needed",
                ",12.5, | ,, | batchSize is '': a number is missing",
                ",0.75, | ,-0.75, | acceleratorJoulesPerOutputToken is '-0.75': must be above 0",
                ",9,3, | ,-9,3, | totalParamsBillions is '-9': must be above 0",
                ",h100,2, | ,h100,2.5, | gpuCount is '2.5': a whole number up to 2147483647 is needed",
                "own/aleph-9b, | , | modelId is empty; fill it in",
                ",h100, | ,h1000, | unknown GPU 'h1000'; did you mean h100,",
                ",moe, | ,sparse, | architecture: 'sparse' is unknown; write one of dense, moe, hybrid",
                ",fp8, | ,fp7, | weightPrecision: 'fp7' is unknown; write one of float32, bfloat16,",
                ",9,3, | ,3,9, | own/aleph-9b: 9.0E9 parameters cannot be active of 3.0E9",
                ",9,3,moe, | ,,,, | model own/aleph-9b is in no catalogue; totalParamsBillions is needed",
                ",chat,vLLM 0.14 | ,chat | 13 fields under a header of 14 columns",
            })
    void shouldReportABadLineAndReadOn(String right, String wrong, String problem) throws IOException {
        MeasurementFile read = read(OWN + OWN_LINE + OWN_LINE.replace(right, wrong) + OWN_LINE);

        assertThat(read.rows()).hasSize(2);
        assertThat(read.problems()).singleElement().asString().startsWith(file + ", line 3: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image-chat, | songs, | task 'songs' is unknown, and with it the length of its prompts; the tasks are gpqa,",
                ",24.5, | ,, | avg_batch_size is '': a number is missing",
                ",9,fp8 | ,-9,fp8 | total_params_billions is '-9': must be above 0",
                ",B200, | ,B2, | unknown GPU 'B2'; did you mean b200",
                ",MoE, | ,, | architecture is empty; fill it in",
            })
    void shouldReportABadLineOfTheThirdMlEnergy(String right, String wrong, String problem) throws IOException {
        MeasurementFile read = read(V3 + V3_LINE.replace(right, wrong) + V3_LINE);

        assertThat(read.rows()).hasSize(1);
        assertThat(read.problems()).singleElement().asString().startsWith(file + ", line 2: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Qwen/Qwen3-8B, | own/aleph-9b, | model own/aleph-9b is in no catalogue; totalParamsBillions is needed, a column of files in our own form",
                ",150, | ,x, | Energy/req (J) is 'x': not a number",
                ",2,4, | ,2,0, | TP is '0': must be above 0",
                "/code, | /songs, | task 'llm_text_generation/songs' is unknown",
            })
    void shouldReportABadLineOfTheSecondMlEnergy(String right, String wrong, String problem) throws IOException {
        MeasurementFile read = read(V2 + V2_LINE.replace(right, wrong) + V2_LINE);

        assertThat(read.rows()).hasSize(1);
        assertThat(read.problems()).singleElement().asString().startsWith(file + ", line 2: " + problem);
    }

    @Test
    void shouldRefuseAFileWithoutLines() {
        assertRefused(() -> read(""), file + " is empty; begin with a header of the columns modelId, gpu, gpuCount,");
        assertRefused(() -> read(OWN), file + " has a header and no rows; add a line for each measurement");
        assertRefused(() -> read(V3), file + " has a header and no rows; add a line for each measurement");
    }

    @Test
    void shouldRefuseAHeaderOfNoKind() {
        assertRefused(
                () -> read("modelId,joules\nown/aleph-9b,1\n"),
                file + ", line 1: no column acceleratorJoulesPerOutputToken; the columns are modelId, gpu, gpuCount,");
    }

    @Test
    void shouldSayWhichColumnsAreMissing() {
        assertRefused(
                () -> read(OWN.replace("batchSize", "batch").replace("gpuCount", "gpus") + OWN_LINE),
                file + " lacks column gpuCount, batchSize; its first line has ");
        assertRefused(() -> read(V3.replace("gpu_model", "gpu") + V3_LINE), file + " lacks column gpu_model;");
        assertRefused(() -> read(V2.replace(",PP,", ",pp,") + V2_LINE), file + " lacks column PP;");
    }

    @Test
    void shouldRefuseAColumnThatIsThereTwice() {
        assertRefused(
                () -> read(OWN.replace("inputTokens", "batchSize,inputTokens") + OWN_LINE.replace(",300,", ",13,300,")),
                file + " has two columns batchSize; keep one");
        assertRefused(() -> read(OWN.replace("task", "series") + OWN_LINE), file + " has two columns series; keep one");
    }

    @Test
    void shouldRefuseAQuoteThatNeverEnds() {
        assertRefused(() -> read(OWN + OWN_LINE + "\"own/beth"), file + ", line ");
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(EstimateException.class).hasMessageStartingWith(message);
    }

    private ServingRow row(String text) throws IOException {
        MeasurementFile read = read(text);
        assertThat(read.problems()).isEmpty();
        assertThat(read.rows()).hasSize(1);
        return read.rows().get(0);
    }

    private MeasurementFile read(String text) throws IOException {
        Files.writeString(file, text);
        return MeasurementFile.read(file);
    }
}
