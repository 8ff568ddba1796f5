package io.wattledger.standalone.workload;

import java.util.List;

/** Requests in the order in which they are to be sent; read lazily, as often as wanted. */
public interface Trace {

    /** What to call it in messages: a file name, for example. */
    String name();

    /**
     * Size and span. Costs a full pass over a file the first time; remembered afterwards.
     *
     * @throws TraceFormatException if there is no request in it, or at the first bad line under {@link OnError#STOP}
     */
    Extent extent();

    /** Begins a pass from the first record. */
    TraceCursor open();

    /** One trace of several, by time on the common clock; records of the same instant stay in the order of the traces. */
    static Trace merge(List<? extends Trace> traces) {
        return traces.size() == 1 ? traces.get(0) : new MergedTrace(traces);
    }
}
