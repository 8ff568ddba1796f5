package io.wattledger.estimator.method;

/**
 * Coefficients of alpha-FLOPs: perceived MACs = MACs × ((S_K + β (S − S_K)) / S)^γ, S = width × height × batch of the
 * output, S_K = 1 + ln(K1 K2); time = scale × perceived MACs + floor.
 *
 * @param unary β and γ for 1×1 kernels
 * @param larger β and γ for larger kernels
 * @param millisPerMegaMac scale: milliseconds per 1e6 perceived multiply-adds
 * @param floorMillis launch floor per layer, milliseconds; 0 in the published preset
 * @param hardware the card they were fitted on
 * @param source where they come from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record AlphaFlopsCoefficients(
        Pair unary,
        Pair larger,
        double millisPerMegaMac,
        double floorMillis,
        String hardware,
        String source,
        String sourceDate) {

    /**
     * What a kernel size is corrected with.
     *
     * @param beta share that does not run in parallel, 0 &lt; β &lt; 1
     * @param gamma exponent, 0 &lt; γ ≤ 1
     */
    public record Pair(double beta, double gamma) {}

    /**
     * β = 0.02, γ = 0.99 for K = 1 and β = 0.001, γ = 0.56 for K &gt; 1: Asperti, Evangelista, Marzolla, "Dissecting FLOPs
     * along input dimensions for GreenAI cost estimations", LOD 2021, section 5. S_K and the scale of 0.0375 ms per 1e6
     * perceived MACs: the authors' published analysis (github.com/asperti/alpha_flops_dataset, MIT).
     */
    public static final AlphaFlopsCoefficients QUADRO_T2000_ASPERTI_2021 = new AlphaFlopsCoefficients(
            new Pair(0.02, 0.99),
            new Pair(0.001, 0.56),
            0.0375,
            0,
            "quadro-t2000",
            "Asperti, Evangelista, Marzolla, Dissecting FLOPs along input dimensions for GreenAI cost estimations,"
                    + " section 5; S_K and scale: the authors' analysis, github.com/asperti/alpha_flops_dataset",
            "2021");

    /** The factor α for a convolution: between 0 and 1, and 1 for a single position. */
    public double factor(int kernelHeight, int kernelWidth, double positions) {
        Pair pair = kernelHeight * kernelWidth == 1 ? unary : larger;
        double minimum = Math.min(positions, 1 + Math.log((double) kernelHeight * kernelWidth));
        return Math.pow((minimum + pair.beta() * (positions - minimum)) / positions, pair.gamma());
    }

    /** Time of one convolution, seconds. */
    public double seconds(double macs, int kernelHeight, int kernelWidth, double positions) {
        double perceived = macs * factor(kernelHeight, kernelWidth, positions);
        return (millisPerMegaMac * perceived / 1e6 + floorMillis) / 1e3;
    }
}
