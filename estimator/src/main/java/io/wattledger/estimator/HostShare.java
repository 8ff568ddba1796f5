package io.wattledger.estimator;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a server takes beside its accelerators, as shares of their energy: CPU, memory, network and fans while it
 * serves, and the machines that stand by. Not the building: that is PUE.
 *
 * <p>A share of their energy, and not watts for each second of a GPU, as methods know joules and only some of them
 * seconds. What that costs: the mean power of an H100 in service is 0.64 of its TDP at batches up to 8 and 0.84 above
 * 512, 0.71 over all (medians of ML.ENERGY Benchmark v3.0), so the two readings differ by a fifth at most.
 */
public final class HostShare {

    /** ASSUMPTION: 0.20, a lean server at full load. No document; the figures below are all above it. */
    public static final double CPU_AND_MEMORY_LOW_ASSUMED = 0.20;

    /**
     * 0.43 = 25 % / 58 % of the energy of a median prompt, host CPU and DRAM over active accelerator. Google, "Measuring
     * the environmental impact of delivering AI at Google Scale", arXiv 2508.15734, 2025-08, comprehensive
     * approach. A fleet of TPUs: for GPUs a stand-in. Latif et al., IEEE Access 13, 2025, read 8.4 kW of a
     * node with 8 H100 of 700 W near full use, 0.50.
     */
    public static final double CPU_AND_MEMORY_GOOGLE_2025 = 0.43;

    /** 0.82 = 10.2 kW / (8 × 700 W) - 1: what an NVIDIA DGX H100 is rated at, DGX H100 data sheet, 2023. */
    public static final double CPU_AND_MEMORY_HIGH_NVIDIA_DGX_H100 = 0.82;

    /** 0: no machine stands by, or its meter is on somebody else's books. */
    public static final double IDLE_LOW = 0;

    /**
     * 0.17 = 10 % / 58 % of the energy of a median prompt, machines that stand by to be there when traffic or a fault
     * asks for them, over active accelerator. Google, as above.
     */
    public static final double IDLE_GOOGLE_2025 = 0.17;

    /**
     * ASSUMPTION: 0.32, a machine that waits as long as it works: its boards at a tenth of their power, the rest of
     * the host at half of the 0.43 above.
     */
    public static final double IDLE_HIGH_ASSUMED = 0.32;

    /** Accelerator and host over the accelerator alone, at the low end. */
    public static final double LOW = 1 + CPU_AND_MEMORY_LOW_ASSUMED + IDLE_LOW;

    /** Accelerator and host over the accelerator alone. */
    public static final double CENTRAL = 1 + CPU_AND_MEMORY_GOOGLE_2025 + IDLE_GOOGLE_2025;

    /** Accelerator and host over the accelerator alone, at the high end. */
    public static final double HIGH = 1 + CPU_AND_MEMORY_HIGH_NVIDIA_DGX_H100 + IDLE_HIGH_ASSUMED;

    private static final String GOOGLE = "central: Google, arXiv 2508.15734, 2025-08";

    private static final List<Term> TERMS = List.of(
            new Term(
                    "share of the host: CPU and memory",
                    CPU_AND_MEMORY_GOOGLE_2025,
                    "",
                    "low %s (assumed), high %s (DGX H100, data sheet); %s"
                            .formatted(CPU_AND_MEMORY_LOW_ASSUMED, CPU_AND_MEMORY_HIGH_NVIDIA_DGX_H100, GOOGLE)),
            new Term(
                    "share of the host: idle machines",
                    IDLE_GOOGLE_2025,
                    "",
                    "low %s (none), high %s (assumed); %s".formatted(IDLE_LOW, IDLE_HIGH_ASSUMED, GOOGLE)));

    private HostShare() {}

    /** The shares, each with its source: of the energy of the accelerator. */
    public static List<Term> terms() {
        return TERMS;
    }

    /** The range with the host added, which widens it. */
    public static Estimate<Joules> added(Estimate<Joules> accelerator) {
        return new Estimate<>(
                accelerator.low().times(LOW),
                accelerator.central().times(CENTRAL),
                accelerator.high().times(HIGH));
    }

    /** A row of the accelerator alone with the host added to each point, and {@link #terms} to its terms. */
    public static CostRow added(CostRow accelerator) {
        return new CostRow(
                accelerator.model(),
                accelerator.gpu(),
                accelerator.method(),
                accelerator.calibratedOn(),
                accelerator.operatingPoints().stream()
                        .map(point -> point.map(HostShare::added))
                        .toList(),
                Stream.concat(accelerator.terms().stream(), TERMS.stream()).toList());
    }
}
