package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Watts;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An accelerator. Its peaks are what a framework can get: with tensor cores, FP16 and MIXED are both their FP16
 * products with FP32 sums, without them FP16 is that of the plain cores. Never sparse.
 *
 * @param name its name here: "a100-sxm4-80gb"
 * @param title its maker's name
 * @param vendor its maker
 * @param aliases what nvidia-smi, Kubernetes and clouds print for it
 * @param power thermal design power; empty where none is published
 * @param peakTflops dense peak by precision, 1e12 operations per second; what it lacks is not in the map
 * @param memoryGb size of its memory, 1e9 bytes
 * @param bandwidthGbPerSecond of its memory, 1e9 bytes per second
 * @param launched launch date, where known
 * @param source where the row comes from, and what of it is unverified
 * @param sourceDate date of the source: a year, a month or a day
 */
public record Gpu(
        String name,
        String title,
        String vendor,
        List<String> aliases,
        Optional<Watts> power,
        Map<Precision, Double> peakTflops,
        OptionalDouble memoryGb,
        OptionalDouble bandwidthGbPerSecond,
        Optional<LocalDate> launched,
        String source,
        String sourceDate) {

    private static final List<Precision> SIXTEEN_BITS = List.of(Precision.BF16, Precision.FP16, Precision.MIXED);

    public Gpu {
        aliases = List.copyOf(aliases);
        peakTflops = Map.copyOf(peakTflops);
    }

    /**
     * Dense peak at a precision, 1e12 FLOP/s.
     *
     * @throws EstimateException if the accelerator lacks it; the message names what it has
     */
    public double peakTflops(Precision precision) {
        Double peak = peakTflops.get(precision);
        if (peak == null) {
            throw new EstimateException("%s has no published peak at %s; it has %s"
                    .formatted(
                            name,
                            precision.label(),
                            new TreeMap<>(peakTflops)
                                    .keySet().stream().map(Precision::label).collect(Collectors.joining(", "))));
        }
        return peak;
    }

    /**
     * Dense peak of products of 16 bits, or of 32 where it has none, 1e12 FLOP/s.
     *
     * @throws EstimateException if none is published
     */
    public double sixteenBitTflops() {
        return peakTflops(SIXTEEN_BITS.stream()
                .filter(peakTflops::containsKey)
                .findFirst()
                .orElse(Precision.FP32));
    }

    /**
     * Its power.
     *
     * @throws EstimateException if none is published
     */
    public Watts requirePower() {
        return power.orElseThrow(() -> new EstimateException(name + " has no published power; choose another GPU"));
    }
}
