package io.wattledger.standalone.audit;

import io.wattledger.v1.InferenceEvent;

/** What the events of a cell add up to, exactly. */
final class Usage {

    private long requests;
    private long inferences;
    private long input;
    private long cached;
    private long output;
    private long measured;
    private long latestArrival = Long.MIN_VALUE;

    /** @throws ArithmeticException if a long cannot hold a sum; nothing was added then */
    void add(InferenceEvent event, long arrival) {
        long addedInferences = Math.addExact(inferences, event.getInferences());
        long addedInput = Math.addExact(input, event.getInputTokens());
        long addedCached = Math.addExact(cached, event.getCachedInputTokens());
        long addedOutput = Math.addExact(output, event.getOutputTokens());
        Long energy = event.getMeasuredEnergyMicrojoules();
        long addedMeasured = energy == null ? 0 : Math.addExact(measured, energy);
        requests++;
        inferences = addedInferences;
        input = addedInput;
        cached = addedCached;
        output = addedOutput;
        measured = addedMeasured;
        latestArrival = Math.max(latestArrival, arrival);
    }

    Usage copy() {
        Usage copy = new Usage();
        copy.requests = requests;
        copy.inferences = inferences;
        copy.input = input;
        copy.cached = cached;
        copy.output = output;
        copy.measured = measured;
        copy.latestArrival = latestArrival;
        return copy;
    }

    long requests() {
        return requests;
    }

    long inferences() {
        return inferences;
    }

    long input() {
        return input;
    }

    long cached() {
        return cached;
    }

    long output() {
        return output;
    }

    long measured() {
        return measured;
    }

    long latestArrival() {
        return latestArrival;
    }
}
