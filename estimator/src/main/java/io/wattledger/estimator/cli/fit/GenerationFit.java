package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.generation.GenerationCoefficients;
import io.wattledger.estimator.generation.GenerationTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Coefficients of generated images and videos, by the soft-L1 loss of ln(predicted / measured). */
public final class GenerationFit {

    /** The accelerator that others are told by, where it was measured: the one with most published runs. */
    private static final String FIRST = "h100-sxm5-80gb";

    /** Weak priors: arithmetic at two fifths of the peak, launches of 4.5 ms, an exchange 4.5 times a layer. ASSUMPTIONS. */
    private static final Map<GenerationTerm, Double> PRIORS_ASSUMED =
            Map.of(GenerationTerm.ARITHMETIC, 2.5, GenerationTerm.LAUNCHES, 4.5, GenerationTerm.EXCHANGE, 4.5);

    /** Where nothing is known of an accelerator its specification tells all. */
    private static final double RATIO_PRIOR = 1;

    private GenerationFit() {}

    /**
     * Fits.
     *
     * @throws FitException if there are no more rows than coefficients, or the rows settle nothing
     */
    public static GenerationCoefficients fit(List<GenerationRow> rows) {
        GenerationTerm[] terms = GenerationTerm.values();
        List<String> gpus = gpus(rows);
        List<Parameter> parameters = Stream.concat(
                        Arrays.stream(terms).map(GenerationTerm::label),
                        gpus.stream().skip(1).map("arithmetic on %s"::formatted))
                .map(name -> new Parameter(name, Domain.POSITIVE, true))
                .toList();
        if (rows.size() <= parameters.size()) {
            throw new FitException("%d rows cannot settle %d coefficients; at least %d rows are needed"
                    .formatted(rows.size(), parameters.size(), parameters.size() + 1));
        }
        double[] priors = new double[parameters.size()];
        Arrays.fill(priors, RATIO_PRIOR);
        for (int term = 0; term < terms.length; term++) {
            priors[term] = PRIORS_ASSUMED.getOrDefault(terms[term], RATIO_PRIOR);
        }
        GenerationCurve curve = new GenerationCurve(rows, gpus, priors);
        double[] ones = new double[curve.size()];
        Arrays.fill(ones, 1);
        Descent.End end = new Descent(curve, new double[curve.size()], ones, parameters).run(priors);
        if (!end.converged()) {
            throw new FitException("the fit did not converge; rows of more and other models would settle it");
        }
        return coefficients(end.values(), gpus);
    }

    private static GenerationCoefficients coefficients(double[] values, List<String> gpus) {
        GenerationTerm[] terms = GenerationTerm.values();
        Map<GenerationTerm, Double> byTerm = new EnumMap<>(GenerationTerm.class);
        for (int term = 0; term < terms.length; term++) {
            byTerm.put(terms[term], values[term]);
        }
        Map<String, Double> arithmetic = new LinkedHashMap<>();
        for (int gpu = 0; gpu < gpus.size(); gpu++) {
            arithmetic.put(gpus.get(gpu), gpu == 0 ? 1 : values[terms.length + gpu - 1]);
        }
        return new GenerationCoefficients(byTerm, arithmetic);
    }

    /** The accelerators of some rows, the first first. */
    private static List<String> gpus(List<GenerationRow> rows) {
        List<String> gpus = new ArrayList<>(rows.stream()
                .map(row -> row.task().gpu().name())
                .distinct()
                .sorted()
                .toList());
        if (gpus.remove(FIRST)) {
            gpus.add(0, FIRST);
        }
        return gpus;
    }
}
