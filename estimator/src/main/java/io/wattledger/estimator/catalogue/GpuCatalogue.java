package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.Watts;
import java.io.Reader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The accelerators that come with the estimator.
 *
 * @param gpus in the order of the table, no name or alias twice
 */
public record GpuCatalogue(List<Gpu> gpus) {

    static final String RESOURCE = "gpus.csv";

    static final List<String> COLUMNS = Stream.of(
                    Stream.of("name", "title", "vendor", "tdp_watts"),
                    Arrays.stream(Precision.values()).map(GpuCatalogue::column),
                    Stream.of("memory_gb", "bandwidth_gb_per_s", "launched", "source", "source_date"))
            .flatMap(columns -> columns)
            .toList();

    public GpuCatalogue {
        gpus = List.copyOf(gpus);
    }

    /** The catalogue that comes with the estimator. */
    public static GpuCatalogue bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a catalogue and its aliases; does not close the readers.
     *
     * @param name what to call the table of accelerators in errors
     * @param aliasesName what to call the table of aliases in errors
     * @throws CatalogueException if a table is not in order
     */
    public static GpuCatalogue read(Reader gpus, String name, Reader aliases, String aliasesName) {
        List<Table.Line> lines = Table.read(gpus, name, COLUMNS).unique("name").lines();
        Set<String> names = lines.stream().map(line -> line.text("name")).collect(Collectors.toSet());
        Map<String, List<String>> byName = GpuAliases.read(aliases, aliasesName, names);
        return new GpuCatalogue(lines.stream()
                .map(line -> gpu(line, byName.getOrDefault(line.text("name"), List.of())))
                .toList());
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

    private static Gpu gpu(Table.Line line, List<String> aliases) {
        Map<Precision, Double> peaks = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
            line.optionalNumber(column(precision), 0).ifPresent(peak -> peaks.put(precision, peak));
        }
        OptionalDouble watts = line.optionalNumber("tdp_watts", 0);
        return new Gpu(
                line.text("name"),
                line.text("title"),
                line.text("vendor"),
                aliases,
                watts.isPresent() ? Optional.of(new Watts(watts.getAsDouble())) : Optional.empty(),
                peaks,
                line.optionalNumber("memory_gb", 0),
                line.optionalNumber("bandwidth_gb_per_s", 0),
                line.optional("launched").map(unused -> line.day("launched")),
                line.text("source"),
                line.date("source_date"));
    }

    private static String column(Precision precision) {
        return precision.label() + "_tflops";
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final GpuCatalogue TABLE = Resources.read(
                RESOURCE,
                (gpus, name) -> Resources.read(
                        GpuAliases.RESOURCE,
                        (aliases, aliasesName) -> GpuCatalogue.read(gpus, name, aliases, aliasesName)));
    }
}
