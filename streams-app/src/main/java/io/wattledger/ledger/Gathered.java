package io.wattledger.ledger;

/**
 * Usage of one cell since the last write, on top of the account that it goes to. Counts are fields, because nearly every event only
 * adds to them.
 */
public final class Gathered {

    private final Cell cell;
    private Account account;
    private Tariff tariff;
    private long bearsCertainly;

    /** With what the account has. */
    private long requests;

    private long lateRequests;
    private long inferences;
    private long inputTokens;
    private long cachedInputTokens;
    private long outputTokens;
    private long measuredMicrojoules;

    /** @param account what is there before */
    public Gathered(Cell cell, Account account, Tariff tariff) {
        this.cell = cell;
        this.account = account;
        this.tariff = tariff;
        written(account, tariff);
    }

    /** Takes an event if with it the sums fit the books, and a price that was known is not lost. */
    public boolean take(EventFields event, boolean late) {
        long sumOfInferences = inferences + event.inferences();
        long sumOfInput = inputTokens + event.inputTokens();
        long sumOfCached = cachedInputTokens + event.cachedInputTokens();
        long sumOfOutput = outputTokens + event.outputTokens();
        long sumOfMeasured = measuredMicrojoules + event.measuredMicrojoules();
        long bits = requests | sumOfInferences | sumOfInput | sumOfCached | sumOfOutput | sumOfMeasured;
        // A bit that no count has is in none of them: six comparisons in one.
        if ((bits & ~bearsCertainly) != 0 && !bears(event, late)) {
            return false;
        }
        requests++;
        lateRequests += late ? 1 : 0;
        inferences = sumOfInferences;
        inputTokens = sumOfInput;
        cachedInputTokens = sumOfCached;
        outputTokens = sumOfOutput;
        measuredMicrojoules = sumOfMeasured;
        return true;
    }

    private boolean bears(EventFields event, boolean late) {
        return tariff.bears(sum(), event.event().usage(late));
    }

    private Usage sum() {
        return new Usage(
                requests, lateRequests, inferences, inputTokens, cachedInputTokens, outputTokens, measuredMicrojoules);
    }

    public Cell cell() {
        return cell;
    }

    /** The account as it is without what was gathered. */
    public Account account() {
        return account;
    }

    /** Whether anything was gathered. */
    public boolean pending() {
        return requests > account.usage().requests();
    }

    /** What was gathered. */
    public Usage added() {
        return sum().minus(account.usage());
    }

    /** What was gathered is in the account now, and more would come under the tariff. */
    public void written(Account with, Tariff under) {
        account = with;
        tariff = under;
        bearsCertainly = under.bearsCertainly();
        Usage usage = with.usage();
        requests = usage.requests();
        lateRequests = usage.lateRequests();
        inferences = usage.inferences();
        inputTokens = usage.inputTokens();
        cachedInputTokens = usage.cachedInputTokens();
        outputTokens = usage.outputTokens();
        measuredMicrojoules = usage.measuredMicrojoules();
    }

    /** The account was priced anew; its usage is the same. */
    void repriced(Account now) {
        account = now;
    }
}
