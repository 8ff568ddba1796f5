package io.wattledger.standalone.audit;

import io.wattledger.v1.SiteRevision;

/** The factors of a region: what energy at the accelerator is multiplied with. */
record Factors(double facility, double water, double carbon) {

    private static final double JOULES_PER_KWH = 3.6e6;

    /** @throws IllegalArgumentException if physics refuses them */
    static Factors of(SiteRevision site) {
        double pue = atLeast(1, site.getPue());
        double wue = atLeast(0, site.getWueLitresPerKwh());
        double ewif = atLeast(0, site.getEwifLitresPerKwh());
        double grams = atLeast(0, site.getGramsCo2ePerKwh());
        return new Factors(pue, (wue + pue * ewif) / JOULES_PER_KWH, pue * grams / JOULES_PER_KWH);
    }

    private static double atLeast(double least, double value) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("factor " + value);
        }
        return value;
    }

    static long[] times(long[] energy, double factor) {
        long[] product = new long[energy.length];
        for (int end = 0; end < energy.length; end++) {
            product[end] = Whole.rounded(energy[end] * factor);
        }
        return product;
    }
}
