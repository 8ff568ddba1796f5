package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.UnknownNameException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The accelerators that come with the estimator. */
public record GpuCatalogue(List<Gpu> gpus) {

    public GpuCatalogue {
        gpus = List.copyOf(gpus);
    }

    /** The accelerator of a name or an alias, in any case. */
    public Optional<Gpu> find(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return gpus.stream()
                .filter(gpu -> names(gpu)
                        .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(wanted)))
                .findFirst();
    }

    /**
     * The accelerator of a name or an alias.
     *
     * @throws UnknownNameException with the nearest names
     */
    public Gpu require(String name) {
        return find(name)
                .orElseThrow(() -> new UnknownNameException(
                        "GPU",
                        name,
                        gpus.stream().flatMap(GpuCatalogue::names).toList(),
                        "'wattledger catalogue gpus'"));
    }

    private static Stream<String> names(Gpu gpu) {
        return Stream.concat(Stream.of(gpu.name()), gpu.aliases().stream());
    }
}
