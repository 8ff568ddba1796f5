package io.wattledger.topology;

import io.wattledger.ledger.Quantity;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.Range;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A total while it is added up, in plain numbers: adding an entry to four totals makes no object. Amounts that are not known are 0
 * here and null in the record.
 */
final class Tally {

    private static final int USED = 8;
    private static final int MEASURED = 8;
    private static final int COMPARED = 9;
    private static final int ESTIMATED = 4;
    private static final int CORRECTED = 5;
    private static final int AMOUNTS = 9;
    private static final int ENDS = 3;

    /** Requests to unsited requests as in the record, then measured and compared energy. */
    private final long[] counts = new long[USED + 2];

    /** Low, central and high of each amount: the four of the footprint, the estimate, the four of the corrections. */
    private final long[] amounts = new long[AMOUNTS * ENDS];

    /** A bit for each amount. */
    private int known;

    /** Becomes what an entry adds. */
    void set(FootprintEntry entry) {
        known = 0;
        counts[0] = entry.getRequests();
        counts[1] = entry.getLateRequests();
        counts[2] = entry.getInferences();
        counts[3] = entry.getInputTokens();
        counts[4] = entry.getCachedInputTokens();
        counts[5] = entry.getOutputTokens();
        counts[6] = entry.getUnpricedRequests();
        counts[7] = entry.getUnsitedRequests();
        Range energy = entry.getEnergyMicrojoules();
        counts[MEASURED] = entry.getMeasured() && energy != null ? energy.getCentral() : 0;
        counts[COMPARED] = entry.getComparedEnergyMicrojoules();
        setFootprint(0, entry);
        amount(ESTIMATED, entry.getEstimatedEnergyMicrojoules());
        if (entry.getKind() == EntryKind.CORRECTION) {
            setFootprint(CORRECTED, entry);
        } else {
            Arrays.fill(amounts, CORRECTED * ENDS, amounts.length, 0);
        }
    }

    private void setFootprint(int first, FootprintEntry entry) {
        amount(first, entry.getEnergyMicrojoules());
        amount(first + 1, entry.getFacilityEnergyMicrojoules());
        amount(first + 2, entry.getWaterMicrolitres());
        amount(first + 3, entry.getCarbonMicrograms());
    }

    /** Becomes a total. */
    void set(FootprintTotal total) {
        known = 0;
        counts[0] = total.getRequests();
        counts[1] = total.getLateRequests();
        counts[2] = total.getInferences();
        counts[3] = total.getInputTokens();
        counts[4] = total.getCachedInputTokens();
        counts[5] = total.getOutputTokens();
        counts[6] = total.getUnpricedRequests();
        counts[7] = total.getUnsitedRequests();
        counts[MEASURED] = total.getMeasuredEnergyMicrojoules();
        counts[COMPARED] = total.getComparedEnergyMicrojoules();
        amount(0, total.getEnergyMicrojoules());
        amount(1, total.getFacilityEnergyMicrojoules());
        amount(2, total.getWaterMicrolitres());
        amount(3, total.getCarbonMicrograms());
        amount(ESTIMATED, total.getMeasuredEstimateMicrojoules());
        amount(CORRECTED, total.getCorrectedEnergyMicrojoules());
        amount(CORRECTED + 1, total.getCorrectedFacilityEnergyMicrojoules());
        amount(CORRECTED + 2, total.getCorrectedWaterMicrolitres());
        amount(CORRECTED + 3, total.getCorrectedCarbonMicrograms());
    }

    private void amount(int which, @Nullable Range range) {
        int at = which * ENDS;
        amounts[at] = range == null ? 0 : range.getLow();
        amounts[at + 1] = range == null ? 0 : range.getCentral();
        amounts[at + 2] = range == null ? 0 : range.getHigh();
        known |= range == null ? 0 : 1 << which;
    }

    /** What it says of a quantity, 0 if nothing is known. */
    Range range(Quantity quantity) {
        int at = ENDS
                * switch (quantity) {
                    case ENERGY -> 0;
                    case WATER -> 2;
                    case CARBON -> 3;
                };
        return new Range(amounts[at], amounts[at + 1], amounts[at + 2]);
    }

    /** Becomes the same as another one. */
    void set(Tally other) {
        System.arraycopy(other.counts, 0, counts, 0, counts.length);
        System.arraycopy(other.amounts, 0, amounts, 0, amounts.length);
        known = other.known;
    }

    /** Adds another one, or, where one of the sums would leave the range of a long, nothing of it. */
    boolean add(Tally more) {
        if (!fits(counts, more.counts) || !fits(amounts, more.amounts)) {
            return false;
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more.counts[i];
        }
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] += more.amounts[i];
        }
        known |= more.known;
        return true;
    }

    private static boolean fits(long[] sums, long[] more) {
        long overflows = 0;
        for (int i = 0; i < sums.length; i++) {
            long sum = sums[i] + more[i];
            overflows |= (sums[i] ^ sum) & (more[i] ^ sum);
        }
        return overflows >= 0;
    }

    /** Writes the fields of a FootprintTotal in their order. */
    void write(AvroBytes out) {
        for (int i = 0; i < USED; i++) {
            out.number(counts[i]);
        }
        write(out, 0, ESTIMATED);
        out.number(counts[MEASURED]);
        write(out, ESTIMATED, CORRECTED);
        out.number(counts[COMPARED]);
        write(out, CORRECTED, AMOUNTS);
    }

    private void write(AvroBytes out, int from, int to) {
        for (int which = from; which < to; which++) {
            int isKnown = known >>> which & 1;
            out.number(isKnown);
            for (int end = 0; end < ENDS * isKnown; end++) {
                out.number(amounts[which * ENDS + end]);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(AvroBytes in) {
        known = 0;
        for (int i = 0; i < USED; i++) {
            counts[i] = in.number();
        }
        read(in, 0, ESTIMATED);
        counts[MEASURED] = in.number();
        read(in, ESTIMATED, CORRECTED);
        counts[COMPARED] = in.number();
        read(in, CORRECTED, AMOUNTS);
    }

    private void read(AvroBytes in, int from, int to) {
        for (int which = from; which < to; which++) {
            boolean isKnown = in.number() == 1;
            known |= isKnown ? 1 << which : 0;
            for (int end = 0; end < ENDS; end++) {
                amounts[which * ENDS + end] = isKnown ? in.number() : 0;
            }
        }
    }
}
