package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ReferenceData.number;
import static io.wattledger.estimator.catalogue.ReferenceData.text;

import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Watts;
import io.wattledger.estimator.catalogue.ServingEnergy.Run;
import io.wattledger.estimator.catalogue.ServingLines.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The cost lines of language models, computed from measured runs.
 *
 * <p>Of a model's runs on a GPU, those on the fewest GPUs that reach batch size 128 count, and of these the ones whose
 * mean batch came to 95 % of the size they are named by (the rest ran out of memory for caches or of requests). 128 is
 * the default: every pair was measured there, it keeps the median time between tokens below 55 ms on H100 and B200, and
 * it lies between a lone user and a saturated server.
 */
final class LanguageCosts {

    static final int DEFAULT_BATCH_SIZE = 128;

    private static final List<Integer> BATCH_SIZES = List.of(DEFAULT_BATCH_SIZE, 8, 32, 256, 512);
    private static final double REACHED = 0.95;

    private static final String V3 =
            "ML.ENERGY Benchmark v3.0 (vLLM 0.11.1; Apache-2.0), LLM runs: %s of %s on %d x %s, max_num_seqs ";
    private static final String V2 =
            "ML.ENERGY Leaderboard v2 (2024 stack; Apache-2.0), LLM runs: %s of %s on %s x %s, max batch ";
    private static final String SPECS =
            "Epoch AI, Machine Learning Hardware (CC-BY-4.0, as read): TDP and dense peak of"
                    + " %s; active parameters as in ML.ENERGY Benchmark v3.0 (Apache-2.0)";

    private static final String H100 = "h100-sxm5-80gb";
    private static final String B200 = "b200-sxm-180gb";
    private static final String A100 = "a100-sxm4-40gb";

    record Model(String name, String v3Id, String task, double activeParameters, PrefillFraction fraction) {}

    private static final Model LLAMA_8B = new Model(
            "llama-3.1-8b-instruct", "meta-llama/Llama-3.1-8B-Instruct", "lm-arena-chat", 8e9, PrefillFraction.DENSE);
    private static final Model LLAMA_70B = new Model(
            "llama-3.1-70b-instruct",
            "meta-llama/Llama-3.1-70B-Instruct",
            "lm-arena-chat",
            70e9,
            PrefillFraction.DENSE);
    private static final Model QWEN_32B =
            new Model("qwen3-32b", "Qwen/Qwen3-32B", "lm-arena-chat", 32e9, PrefillFraction.DENSE);
    private static final Model QWEN_30B = new Model(
            "qwen3-30b-a3b-instruct-2507",
            "Qwen/Qwen3-30B-A3B-Instruct-2507",
            "lm-arena-chat",
            3e9,
            PrefillFraction.MIXTURE_OF_EXPERTS);
    private static final Model QWEN_CODER = new Model(
            "qwen3-coder-30b-a3b-instruct",
            "Qwen/Qwen3-Coder-30B-A3B-Instruct",
            "sourcegraph-fim",
            3e9,
            PrefillFraction.MIXTURE_OF_EXPERTS);
    private static final Model QWEN_235B = new Model(
            "qwen3-235b-a22b-instruct-2507",
            "Qwen/Qwen3-235B-A22B-Instruct-2507",
            "lm-arena-chat",
            22e9,
            PrefillFraction.MIXTURE_OF_EXPERTS);

    private final ReferenceData data;

    LanguageCosts(ReferenceData data) {
        this.data = data;
    }

    List<List<String>> lines() throws IOException {
        List<Measured> all = new ArrayList<>();
        for (Model model : List.of(LLAMA_8B, LLAMA_70B, QWEN_32B, QWEN_30B, QWEN_CODER)) {
            all.add(v3(model, H100, model.v3Id(), false));
            all.add(v3(model, B200, model.v3Id(), false));
        }
        all.add(2, v2(LLAMA_8B, "meta-llama/Meta-Llama-3.1-8B-Instruct"));
        all.add(5, v2(LLAMA_70B, "meta-llama/Meta-Llama-3.1-70B-Instruct"));
        all.add(v3(QWEN_235B, H100, QWEN_235B.v3Id() + "-FP8", true));
        all.add(v3(QWEN_235B, B200, QWEN_235B.v3Id(), false));
        List<List<String>> lines = new ArrayList<>();
        for (Measured measured : all) {
            for (int batchSize : BATCH_SIZES) {
                if (measured.runs().stream().anyMatch(run -> run.batchSize() == batchSize)) {
                    lines.addAll(ServingLines.of(measured, batchSize));
                }
            }
        }
        return lines;
    }

    /** The runs of the chat or the code model of one architecture, for the cross-check of their prompts. */
    List<Run> runsOnB200(boolean code) throws IOException {
        Model model = code ? QWEN_CODER : QWEN_30B;
        return v3(model, B200, model.v3Id(), false).runs();
    }

    private Measured v3(Model model, String gpu, String id, boolean fp8) throws IOException {
        String gpuName = gpu.equals(H100) ? "H100" : "B200";
        List<Map<String, String>> lines = data.read("ml_energy_v3_llm.csv").stream()
                .filter(line -> text(line, "model_id").equals(id))
                .filter(line -> text(line, "task").equals(model.task()))
                .filter(line -> text(line, "gpu_model").equals(gpuName))
                .filter(line -> number(line, "avg_batch_size") >= REACHED * number(line, "max_num_seqs"))
                .toList();
        int gpus = lines.stream()
                .filter(line -> number(line, "max_num_seqs") == DEFAULT_BATCH_SIZE)
                .mapToInt(line -> Integer.parseInt(text(line, "num_gpus")))
                .min()
                .orElseThrow();
        List<Run> runs = lines.stream()
                .filter(line -> number(line, "num_gpus") == gpus)
                .map(line -> new Run(
                        Integer.parseInt(text(line, "max_num_seqs")),
                        number(line, "avg_output_len"),
                        new Joules(number(line, "energy_per_request_joules"))))
                .toList();
        Map<String, String> spec = spec(gpu.equals(H100) ? "H100 SXM5" : "B200");
        return new Measured(
                model,
                gpu,
                runs,
                new Watts(number(spec, "tdp_w")),
                number(spec, fp8 ? "fp8_dense_tflops" : "fp16_bf16_dense_tflops") * 1e12,
                model.equals(QWEN_CODER)
                        ? ServingEnergy.CODE_INPUT_TOKENS_INFERRED
                        : ServingEnergy.CHAT_INPUT_TOKENS_ML_ENERGY_V3,
                1,
                V3.formatted(model.task(), id, gpus, gpuName),
                "2025-12",
                SPECS.formatted(text(spec, "name")),
                fp8 ? "FP8 variant; " : "");
    }

    private Measured v2(Model model, String id) throws IOException {
        List<Map<String, String>> lines = v2Lines(id, "NVIDIA A100-SXM4-40GB");
        Run oldH100 = only(v2Runs(v2Lines(id, "NVIDIA H100 80GB HBM3")));
        Run newH100 = only(v3(model, H100, model.v3Id(), false).runs());
        Map<String, String> spec = spec("A100 SXM4 40GB");
        return new Measured(
                model,
                A100,
                v2Runs(lines),
                new Watts(number(spec, "tdp_w")),
                number(spec, "fp16_bf16_dense_tflops") * 1e12,
                ServingEnergy.SHAREGPT_INPUT_TOKENS_KWON_2023,
                oldH100.undivided().value() / newH100.undivided().value(),
                V2.formatted("chat", id, text(lines.get(0), "TP"), "A100-SXM4-40GB"),
                "2024",
                SPECS.formatted(text(spec, "name")),
                "");
    }

    private List<Map<String, String>> v2Lines(String id, String gpu) throws IOException {
        return data.read("ml_energy_v2_llm.csv").stream()
                .filter(line -> text(line, "Model").equals(id))
                .filter(line -> text(line, "GPU").equals(gpu))
                .filter(line -> text(line, "task").equals("llm_text_generation/chat"))
                .filter(line -> number(line, "Avg BS (reqs)") >= REACHED * number(line, "Max BS (reqs)"))
                .toList();
    }

    private static List<Run> v2Runs(List<Map<String, String>> lines) {
        return lines.stream()
                .map(line -> new Run(
                        Integer.parseInt(text(line, "Max BS (reqs)")),
                        number(line, "Avg Output Tokens"),
                        new Joules(number(line, "Energy/req (J)"))))
                .toList();
    }

    private static Run only(List<Run> runs) {
        return runs.stream()
                .filter(run -> run.batchSize() == DEFAULT_BATCH_SIZE)
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> spec(String name) throws IOException {
        return data.read("gpu_specs_curated.csv").stream()
                .filter(line -> text(line, "name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
