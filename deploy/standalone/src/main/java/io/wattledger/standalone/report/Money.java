package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What something costs, by what is paid for; a part that is unknown is not there.
 *
 * @param parts amounts of the currency
 */
record Money(Map<Component, BigDecimal> parts) {

    static final Money NONE = new Money(Map.of());

    /** What is paid for. */
    enum Component {
        ELECTRICITY("electricityCost"),
        WATER("waterCost"),
        CARBON("carbonCost"),
        GPU("gpuCost");

        private final String label;

        Component(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    Optional<BigDecimal> part(Component component) {
        return Optional.ofNullable(parts.get(component));
    }

    /** The sum of what is known. */
    Optional<BigDecimal> total() {
        return parts.values().stream().reduce(BigDecimal::add);
    }

    Money plus(Money other) {
        Map<Component, BigDecimal> sums = new EnumMap<>(Component.class);
        sums.putAll(parts);
        other.parts.forEach((component, amount) -> sums.merge(component, amount, BigDecimal::add));
        return new Money(sums);
    }
}
