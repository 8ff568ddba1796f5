package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Reject;
import io.wattledger.schemas.Position;
import io.wattledger.standalone.rejects.RetryPlan.Candidate;
import io.wattledger.standalone.rejects.RetryPlan.Outcome;
import io.wattledger.standalone.rejects.RetryPlan.Planned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

    private static final Instant SINCE = Instant.parse("2026-11-01T12:00:00Z");
    private static final Reject REJECT = new Reject(Reject.Reason.MISSING_FIELD, "team is empty");
    private static final Retries RETRIES = new Retries(Set.of("t-0-1", "t-0-2"), Optional.of(SINCE));

    private static Candidate candidate(long offset, Instant refusedAt, boolean good, boolean sendable) {
        return new Candidate(
                "t-0-" + offset,
                new Position("rejected", 0, offset),
                refusedAt,
                good ? Optional.empty() : Optional.of(REJECT),
                sendable);
    }

    private static final List<Candidate> CANDIDATES = List.of(
            candidate(1, SINCE, true, true),
            candidate(2, SINCE.minusSeconds(9), false, true),
            candidate(3, SINCE, true, true),
            candidate(4, SINCE, false, true),
            candidate(5, SINCE, false, false),
            candidate(6, SINCE.minusMillis(1), true, true));

    private static List<Outcome> outcomes(boolean again, boolean force) {
        return RetryPlan.of("t", CANDIDATES, RETRIES, again, force).rows().stream()
                .map(Planned::outcome)
                .toList();
    }

    @Test
    void shouldSendWhatIsGoodAndWasNotSentBefore() {
        assertThat(outcomes(false, false))
                .containsExactly(
                        Outcome.SENT_BEFORE,
                        Outcome.SENT_BEFORE,
                        Outcome.SEND,
                        Outcome.REFUSED_AGAIN,
                        Outcome.REFUSED_AGAIN,
                        Outcome.UNKNOWN_BEFORE);
        RetryPlan plan = RetryPlan.of("t", CANDIDATES, RETRIES, false, false);
        assertThat(plan.sent()).containsExactly(new Position("rejected", 0, 3));
        assertThat(plan.complete()).isFalse();
        assertThat(new RetryView(plan).summary(true))
                .isEqualTo(
                        "1 of 6 would be sent back to t, 2 would be refused again, 2 sent back before, 1 perhaps sent back before; dry run, nothing was sent");
    }

    @Test
    void shouldSendAgainAndByForceButNothingThatCannotBeCorrected() {
        assertThat(outcomes(true, false))
                .containsExactly(
                        Outcome.SEND,
                        Outcome.REFUSED_AGAIN,
                        Outcome.SEND,
                        Outcome.REFUSED_AGAIN,
                        Outcome.REFUSED_AGAIN,
                        Outcome.SEND);
        assertThat(outcomes(true, true))
                .containsExactly(
                        Outcome.SEND, Outcome.SEND, Outcome.SEND, Outcome.SEND, Outcome.REFUSED_AGAIN, Outcome.SEND);
        assertThat(outcomes(false, true).get(0)).isEqualTo(Outcome.SENT_BEFORE);
    }

    @Test
    void shouldBeCompleteWhereAllIsBack() {
        assertThat(RetryPlan.of("t", CANDIDATES.subList(0, 3), RETRIES, false, false)
                        .complete())
                .isTrue();
    }
}
