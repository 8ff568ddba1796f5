package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

    /** To whole cents, by what is paid for: each part adds up to its own rounded sum, so the totals add up as well. */
    static List<Money> rounded(List<Money> exact, int digits) {
        List<Money> rounded = new ArrayList<>(Collections.nCopies(exact.size(), NONE));
        for (Component component : Component.values()) {
            List<Integer> paid = IntStream.range(0, exact.size())
                    .boxed()
                    .filter(i -> exact.get(i).parts.containsKey(component))
                    .toList();
            List<BigDecimal> amounts = Apportion.rounded(
                    paid.stream()
                            .map(i -> exact.get(i).part(component).orElseThrow())
                            .toList(),
                    digits);
            for (int i = 0; i < paid.size(); i++) {
                Money part = new Money(Map.of(component, amounts.get(i)));
                rounded.set(paid.get(i), rounded.get(paid.get(i)).plus(part));
            }
        }
        return rounded;
    }

    Money plus(Money other) {
        Map<Component, BigDecimal> sums = new EnumMap<>(Component.class);
        sums.putAll(parts);
        other.parts.forEach((component, amount) -> sums.merge(component, amount, BigDecimal::add));
        return new Money(sums);
    }
}
