package io.wattledger.estimator.generation;

import io.wattledger.estimator.catalogue.Gpu;
import java.util.List;

/**
 * What connects accelerators of one machine.
 *
 * @param bytesPerSecond in one direction
 * @param assumed whether nothing is known of it
 * @param source of the figure
 */
public record Link(double bytesPerSecond, boolean assumed, String source) {

    private static final double GIGA = 1e9;

    /** Half of what NVIDIA's data sheets give for both directions: A100 600 GB/s (2020), H100 900 (2022), B200 1800 (2024). */
    private record Known(String beginning, double gigabytesPerSecond, String name) {}

    private static final List<Known> KNOWN = List.of(
            new Known("a100-sxm", 300, "NVLink 3"),
            new Known("h100-sxm", 450, "NVLink 4"),
            new Known("h200-sxm", 450, "NVLink 4"),
            new Known("gh200", 450, "NVLink 4"),
            new Known("b200", 900, "NVLink 5"),
            new Known("gb200", 900, "NVLink 5"));

    /** PCI Express 4.0, 16 lanes: 16 GT/s, PCI-SIG, 2017. */
    private static final double PCIE_4_X16_GIGABYTES_PER_SECOND_ASSUMED = 32;

    /** That of an accelerator; a slot of PCI Express where no other is known. */
    public static Link of(Gpu gpu) {
        return KNOWN.stream()
                .filter(known -> gpu.name().startsWith(known.beginning()))
                .findFirst()
                .map(known -> new Link(
                        GIGA * known.gigabytesPerSecond(),
                        false,
                        "%s in one direction; NVIDIA, data sheet of the accelerator".formatted(known.name())))
                .orElseGet(() -> new Link(
                        GIGA * PCIE_4_X16_GIGABYTES_PER_SECOND_ASSUMED, true, "PCI Express 4.0, 16 lanes; ASSUMPTION"));
    }
}
