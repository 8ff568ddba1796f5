package io.wattledger.estimator.serving;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Rate;
import java.util.List;
import java.util.Map;

/**
 * What the roofline says of the accelerators.
 *
 * @param serving as asked, and as assumed where nothing was said
 * @param joules by term, per output token, the central values
 * @param low the low end of the 90 % range over the central value
 * @param high the high end over it
 * @param warnings what was assumed, and what widens the range
 */
public record ServingEstimate(
        Serving serving, Map<ServingTerm, Double> joules, double low, double high, List<String> warnings) {

    public ServingEstimate {
        joules = Map.copyOf(joules);
        warnings = List.copyOf(warnings);
    }

    /** Energy of a request over its output tokens: prefill included. */
    public Estimate<Joules> perOutputToken() {
        return range(joules.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /** The part that is charged by this rate, per unit of it: an input token, an output token, a request. */
    public Estimate<Joules> per(Rate rate) {
        double perOutputToken = joules.entrySet().stream()
                .filter(each -> each.getKey().rate() == rate)
                .mapToDouble(Map.Entry::getValue)
                .sum();
        double perRequest = perOutputToken * serving.outputTokens();
        return range(
                switch (rate) {
                    case INFERENCE -> perRequest;
                    case INPUT_TOKEN -> serving.inputTokens() > 0 ? perRequest / serving.inputTokens() : 0;
                    case OUTPUT_TOKEN -> perOutputToken;
                    case CACHED_INPUT_TOKEN -> 0;
                });
    }

    private Estimate<Joules> range(double central) {
        return new Estimate<>(new Joules(low * central), new Joules(central), new Joules(high * central));
    }
}
