package io.wattledger.standalone.report;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.YamlFile;
import io.wattledger.estimator.cli.YamlMap;
import io.wattledger.estimator.cli.YamlValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads prices, as YAML. */
final class PricesFile {

    private static final String DEFAULT = "default";
    private static final List<String> KEYS = List.of("currency", "electricity", "water", "carbon", "gpu-hours");
    private static final List<String> GPU_KEYS = List.of("price", "watts");
    private static final int MOST_DIGITS = 30;

    private PricesFile() {}

    /**
     * Reads a file.
     *
     * @throws EstimateException with all problems, each with file and line
     * @throws IOException if it cannot be read
     */
    static Prices read(Path file) throws IOException {
        return YamlFile.read(file, "write 'currency: EUR' and prices, such as 'electricity: 0.20'", PricesFile::prices)
                .orElseThrow();
    }

    private static Optional<Prices> prices(YamlValue root) {
        YamlMap map = root.map(KEYS);
        Optional<Currency> currency = map.needed("currency").flatMap(PricesFile::currency);
        Map<String, Prices.GpuHour> gpus = new HashMap<>();
        map.value("gpu-hours").ifPresent(value -> {
            if (!value.isMap()) {
                value.problem("must be a mapping of GPUs, each with price and watts");
            }
            value.fields().forEach(field -> gpu(field.value()).ifPresent(hour -> gpus.put(field.key(), hour)));
        });
        Prices.Tariff electricity = tariff(map, "electricity");
        Prices.Tariff water = tariff(map, "water");
        Prices.Tariff carbon = tariff(map, "carbon");
        if (KEYS.stream().skip(1).noneMatch(map::has)) {
            root.problem("has no price; write one of electricity, water, carbon, gpu-hours");
        }
        return currency.map(unit -> new Prices(unit, electricity, water, carbon, gpus));
    }

    private static Optional<Currency> currency(YamlValue value) {
        Optional<String> code = value.text();
        Optional<Currency> currency = code.flatMap(text -> Currency.getAvailableCurrencies().stream()
                .filter(each -> each.getCurrencyCode().equals(text))
                .findFirst());
        if (code.isPresent() && currency.isEmpty()) {
            value.problem("'" + code.get() + "' is no currency of ISO 4217; write one like EUR");
        }
        return currency;
    }

    private static Optional<Prices.GpuHour> gpu(YamlValue value) {
        YamlMap map = value.map(GPU_KEYS);
        Optional<BigDecimal> price = map.needed("price").flatMap(PricesFile::price);
        Optional<BigDecimal> watts = map.needed("watts").flatMap(PricesFile::price);
        if (watts.filter(power -> power.signum() == 0).isPresent()) {
            map.problem("watts", "must be above 0");
            return Optional.empty();
        }
        return price.flatMap(known -> watts.map(power -> new Prices.GpuHour(known, power)));
    }

    /** One price, or one by region. */
    private static Prices.Tariff tariff(YamlMap map, String key) {
        Optional<YamlValue> value = map.value(key);
        if (value.isEmpty()) {
            return Prices.Tariff.NONE;
        }
        if (!value.get().isMap()) {
            return new Prices.Tariff(price(value.get()), Map.of());
        }
        Map<String, BigDecimal> byRegion = new HashMap<>();
        value.get().fields().forEach(field -> price(field.value()).ifPresent(price -> {
            if (byRegion.put(field.key(), price) != null) {
                field.name().problem("written twice; remove one");
            }
        }));
        Optional<BigDecimal> other = Optional.ofNullable(byRegion.remove(DEFAULT));
        return new Prices.Tariff(other, byRegion);
    }

    private static Optional<BigDecimal> price(YamlValue value) {
        Optional<String> text = value.text();
        Optional<BigDecimal> price = text.flatMap(PricesFile::decimal);
        if (text.isPresent() && price.isEmpty()) {
            value.problem("'" + text.get() + "' must be a decimal number of at least 0, like 0.20");
        }
        return price;
    }

    private static Optional<BigDecimal> decimal(String text) {
        return text.length() <= MOST_DIGITS && text.matches("\\d+(\\.\\d+)?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
