package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.torture.Ledger.TeamSum;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    private static Sending sending(EventKind kind, Optional<Charge> charge) {
        return new Sending(kind, Optional.empty(), OptionalInt.empty(), Optional.empty(), charge);
    }

    private static Sending plain(String team, long input, long output) {
        return sending(EventKind.PLAIN, Optional.of(new Charge(team, input, output)));
    }

    @Test
    void shouldChargeAnEventOnceHoweverOftenItIsAcknowledged() {
        Sending one = plain("search", 10, 5);

        ledger.acknowledged(one);
        ledger.acknowledged(plain("search", 1, 1));
        ledger.acknowledged(one);
        ledger.acknowledged(sending(EventKind.NO_VALUE, Optional.empty()));

        Ledger.Sums sums = ledger.sums();
        assertThat(sums.teams()).isEqualTo(Map.of("search", new TeamSum(2, 11, 6)));
        assertThat(sums.copies()).isEqualTo(1);
        assertThat(sums.acknowledged()).isEqualTo(4);
        assertThat(sums.requests()).isEqualTo(2);
    }

    @Test
    void shouldCountWhatIsSentByKind() {
        ledger.sent(plain("search", 1, 1));
        ledger.sent(plain("chat", 1, 1));
        ledger.sent(sending(EventKind.FUTURE, Optional.empty()));
        ledger.sentAgain();

        assertThat(ledger.sums().sent()).isEqualTo(Map.of(EventKind.PLAIN, 2L, EventKind.FUTURE, 1L));
        assertThat(ledger.sums().sentAgain()).isEqualTo(1);
        assertThat(ledger.sums().teams()).isEmpty();
    }

    @Test
    void shouldFindWhatBooksHaveTooMuchOrTooLittle() {
        ledger.acknowledged(plain("search", 10, 5));
        Ledger.Sums sums = ledger.sums();

        assertThat(sums.firstDifference(Map.of("search", new TeamSum(1, 10, 5))))
                .isEmpty();
        assertThat(sums.firstDifference(Map.of("search", new TeamSum(1, 10, 6))))
                .get()
                .asString()
                .contains("search", "outputTokens=6");
        assertThat(sums.firstDifference(Map.of())).isPresent();
        assertThat(sums.firstDifference(Map.of("search", new TeamSum(1, 10, 5), "nobody", new TeamSum(1, 0, 0))))
                .get()
                .asString()
                .contains("nobody");
    }
}
