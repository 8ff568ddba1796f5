package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the energy of a group has changed since the period before, joules.
 *
 * @param volume by more or fewer requests, each as before
 * @param efficiency by the energy of a request: its length, batch, GPU cost
 */
record Change(Group group, BigDecimal volume, BigDecimal efficiency) {

    private static final int MILLIONTHS = 6;

    BigDecimal total() {
        return volume.add(efficiency);
    }

    boolean isNew() {
        return Group.priced(group.before()) == 0;
    }

    boolean isGone() {
        return Group.priced(group.now()) == 0;
    }

    /** Those that are known on both sides, the largest first, whether up or down. */
    static List<Change> of(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> of(group).stream())
                .sorted(Comparator.comparing((Change change) -> change.total().abs())
                        .reversed())
                .toList();
    }

    /** Empty where a side has usage but no energy, or there is no usage on either. */
    static Optional<Change> of(Group group) {
        Optional<BigDecimal> now = known(group.now());
        Optional<BigDecimal> before = known(group.before());
        long requests = Group.priced(group.now());
        long requestsBefore = Group.priced(group.before());
        if (now.isEmpty() || before.isEmpty() || (requests == 0 && requestsBefore == 0)) {
            return Optional.empty();
        }
        BigDecimal total = now.get().subtract(before.get());
        if (requests == 0 || requestsBefore == 0) {
            return Optional.of(new Change(group, total, BigDecimal.ZERO));
        }
        BigDecimal volume = before.get()
                .multiply(BigDecimal.valueOf(requests - requestsBefore))
                .divide(BigDecimal.valueOf(requestsBefore), MILLIONTHS, RoundingMode.HALF_EVEN);
        return Optional.of(new Change(group, volume, total.subtract(volume)));
    }

    /** No usage is no energy. */
    private static Optional<BigDecimal> known(Figures figures) {
        return figures.requests() == 0
                ? figures.central(Quantity.ENERGY).or(() -> Optional.of(BigDecimal.ZERO))
                : figures.central(Quantity.ENERGY);
    }
}
