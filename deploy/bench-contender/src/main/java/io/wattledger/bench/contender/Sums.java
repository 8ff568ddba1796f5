package io.wattledger.bench.contender;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Unit;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.Range;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is added up in a window. Mutable, so that adding an event makes no garbage. Not safe to share between threads. */
public final class Sums {

    private long requests;
    private long inferences;
    private long inputTokens;
    private long cachedInputTokens;
    private long outputTokens;
    private long unpricedRequests;
    private long unsitedRequests;
    private long measuredEnergy;
    private long comparedEnergy;
    private long comparedRequests;
    private final Triple energy = new Triple();
    private final Triple facilityEnergy = new Triple();
    private final Triple water = new Triple();
    private final Triple carbon = new Triple();
    private final Triple estimatedEnergy = new Triple();

    /** Low, central and high. */
    private static final class Triple {
        private long low;
        private long central;
        private long high;

        void add(Amount<?> amount) {
            low = Math.addExact(low, amount.low());
            central = Math.addExact(central, amount.central());
            high = Math.addExact(high, amount.high());
        }

        void add(Triple other) {
            low = Math.addExact(low, other.low);
            central = Math.addExact(central, other.central);
            high = Math.addExact(high, other.high);
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeLong(low);
            out.writeLong(central);
            out.writeLong(high);
        }

        void readFrom(DataInput in) throws IOException {
            low = in.readLong();
            central = in.readLong();
            high = in.readLong();
        }

        Range toRecord() {
            return new Range(low, central, high);
        }
    }

    void addUsage(long moreInferences, long moreInput, long moreCached, long moreOutput) {
        requests++;
        inferences = Math.addExact(inferences, moreInferences);
        inputTokens = Math.addExact(inputTokens, moreInput);
        cachedInputTokens = Math.addExact(cachedInputTokens, moreCached);
        outputTokens = Math.addExact(outputTokens, moreOutput);
    }

    /** The request just added has no energy. */
    void unpriced() {
        unpricedRequests++;
    }

    /** The request just added has energy, but no water and carbon. */
    void unsited() {
        unsitedRequests++;
    }

    void addEnergy(Amount<Unit.Microjoules> amount) {
        energy.add(amount);
    }

    void addSited(Amount<Unit.Microjoules> facility, Amount<Unit.Microlitres> litres, Amount<Unit.Micrograms> grams) {
        facilityEnergy.add(facility);
        water.add(litres);
        carbon.add(grams);
    }

    void addMeasured(long microjoules, @Nullable Amount<Unit.Microjoules> estimate) {
        measuredEnergy = Math.addExact(measuredEnergy, microjoules);
        if (estimate != null) {
            comparedEnergy = Math.addExact(comparedEnergy, microjoules);
            comparedRequests++;
            estimatedEnergy.add(estimate);
        }
    }

    /** Adds others. */
    public void add(Sums other) {
        requests += other.requests;
        inferences = Math.addExact(inferences, other.inferences);
        inputTokens = Math.addExact(inputTokens, other.inputTokens);
        cachedInputTokens = Math.addExact(cachedInputTokens, other.cachedInputTokens);
        outputTokens = Math.addExact(outputTokens, other.outputTokens);
        unpricedRequests += other.unpricedRequests;
        unsitedRequests += other.unsitedRequests;
        measuredEnergy = Math.addExact(measuredEnergy, other.measuredEnergy);
        comparedEnergy = Math.addExact(comparedEnergy, other.comparedEnergy);
        comparedRequests += other.comparedRequests;
        energy.add(other.energy);
        facilityEnergy.add(other.facilityEnergy);
        water.add(other.water);
        carbon.add(other.carbon);
        estimatedEnergy.add(other.estimatedEnergy);
    }

    /** Others of the same values. */
    public Sums copy() {
        Sums copy = new Sums();
        copy.add(this);
        return copy;
    }

    FootprintTotal toRecord() {
        long priced = requests - unpricedRequests;
        boolean sited = priced > unsitedRequests;
        return new FootprintTotal(
                requests,
                0L,
                inferences,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                unpricedRequests,
                unsitedRequests,
                known(priced > 0, energy),
                known(sited, facilityEnergy),
                known(sited, water),
                known(sited, carbon),
                measuredEnergy,
                known(comparedRequests > 0, estimatedEnergy),
                comparedEnergy,
                null,
                null,
                null,
                null);
    }

    private static @Nullable Range known(boolean known, Triple triple) {
        return known ? triple.toRecord() : null;
    }

    /** Writes them as engines move and keep them. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(requests);
        out.writeLong(inferences);
        out.writeLong(inputTokens);
        out.writeLong(cachedInputTokens);
        out.writeLong(outputTokens);
        out.writeLong(unpricedRequests);
        out.writeLong(unsitedRequests);
        out.writeLong(measuredEnergy);
        out.writeLong(comparedEnergy);
        out.writeLong(comparedRequests);
        energy.writeTo(out);
        facilityEnergy.writeTo(out);
        water.writeTo(out);
        carbon.writeTo(out);
        estimatedEnergy.writeTo(out);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Sums readFrom(DataInput in) throws IOException {
        Sums sums = new Sums();
        sums.requests = in.readLong();
        sums.inferences = in.readLong();
        sums.inputTokens = in.readLong();
        sums.cachedInputTokens = in.readLong();
        sums.outputTokens = in.readLong();
        sums.unpricedRequests = in.readLong();
        sums.unsitedRequests = in.readLong();
        sums.measuredEnergy = in.readLong();
        sums.comparedEnergy = in.readLong();
        sums.comparedRequests = in.readLong();
        sums.energy.readFrom(in);
        sums.facilityEnergy.readFrom(in);
        sums.water.readFrom(in);
        sums.carbon.readFrom(in);
        sums.estimatedEnergy.readFrom(in);
        return sums;
    }
}
