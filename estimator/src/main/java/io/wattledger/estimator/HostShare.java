package io.wattledger.estimator;

/**
 * Energy of the accelerator with its share of the host, over that of the accelerator alone: CPU, memory,
 * network and fans of the server. Not the building (that is PUE), and not machines that stand idle.
 */
public final class HostShare {

    /** ASSUMPTION: 1.20, a lean server at full load. No document; the figures below are all above it. */
    public static final double LOW_ASSUMED = 1.20;

    /**
     * 1.43 = (0.14 + 0.06) / 0.14 Wh per median prompt, accelerator 0.14, host CPU and DRAM 0.06. Google, "Measuring
     * the environmental impact of delivering AI at Google Scale", arXiv 2508.15734, 2025-08, comprehensive
     * approach. A fleet of TPUs: for GPUs a stand-in. Latif et al., IEEE Access 13, 2025, read 8.4 kW of a
     * node with 8 H100 of 700 W near full use, 1.50.
     */
    public static final double CENTRAL_GOOGLE_2025 = 1.43;

    /** 1.82 = 10.2 kW / (8 × 700 W): what an NVIDIA DGX H100 is rated at, DGX H100 data sheet, 2023. */
    public static final double HIGH_NVIDIA_DGX_H100 = 1.82;

    private HostShare() {}

    /** The range with the host added, which widens it. */
    public static Estimate<Joules> added(Estimate<Joules> accelerator) {
        return new Estimate<>(
                accelerator.low().times(LOW_ASSUMED),
                accelerator.central().times(CENTRAL_GOOGLE_2025),
                accelerator.high().times(HIGH_NVIDIA_DGX_H100));
    }
}
