package io.wattledger.estimator.cli;

/** Paragraphs of docs/accuracy.md about language models. */
final class ServingProse {

    static final String BEGIN = """
            Made of the files `ml_energy_v3_llm.csv` and `ml_energy_v2_llm.csv` of the ML.ENERGY Benchmark (Apache-2.0,
            https://github.com/ml-energy/leaderboard). An error is that of the energy of an output token at the accelerators, prefill
            included.

            """;

    static final String SHAPES = """

            *Known shape:* layers, heads and experts are those of the model's configuration. *Derived shape:* only the total and the active
            parameters are known, and the rest is assumed from them. A *family* is a series and an architecture, such as the mixtures of
            experts of Qwen3.

            """;

    static final String LEFT_OUT = """

            For families the range is the one that the other families gave; for the rest it is that of the calibration, which has seen
            these rows, so its share is no proof. Bias is the geometric mean of predicted over measured.

            """;

    static final String OTHERS = """

            EcoLogits knows the parameters of a model and no GPU, no batch and no length; its energy is of H100s at a batch of 64. FLOPs per watt
            is 2 × active parameters over the dense 16-bit peak per watt of the GPU.

            """;

    static final String LIMITS = """
            - **Lengths of prompts.** The benchmark's files have none. The chat's mean of 224 tokens is published; those of the other tasks are
              assumed (`MlEnergyTask`), images and videos among them, and video is where the error is largest.
            - **Weights of 8 bits in mixtures of experts** are measured on one model, Qwen3-235B-A22B: kernels of other software or models may
              take half.
            - **Hybrids** (Mamba, linear attention) are not measured at all. What they read is derived from a few published configurations,
              and their range is 1.4 times as wide, which is assumed.
            - **Widening** for a GPU that was not measured (1.25), for other makers (1.5) and formats (1.3), and for batches beyond the data is
              assumed.
            - **The exponents** that relate GPUs by specification rest on three of them.
            - **A batch that nobody knows** is an answer that nobody knows: the range is over those that are plausible, and spans more than a
              factor of ten.
            - **Choosing.** The terms and constants were chosen by looking at errors on these same left-out rows, a few dozen variants: on models
              of other developers the errors will be somewhat larger.
            - Some runs on a single B200 waited for the host; nothing that a caller could know tells them apart. They are in the rows.
            """;

    private ServingProse() {}
}
