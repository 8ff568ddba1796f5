package io.wattledger.standalone.view;

import io.wattledger.books.Counts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line every few seconds, for logs and pipes. */
public final class LinesView implements DemoView {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private Duration next = Duration.ZERO;
    private boolean saidWhere;
    private boolean saidDone;

    public LinesView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(Snapshot snapshot) {
        if (!saidWhere) {
            out.println("replaying " + snapshot.trace() + "; page and metrics at "
                    + snapshot.addresses().page());
            out.println("kafka " + snapshot.addresses().kafka() + "  registry "
                    + snapshot.addresses().registry());
            saidWhere = true;
        }
        boolean due = snapshot.elapsed().compareTo(next) >= 0;
        // Once all is booked, nothing changes any more until something else writes events.
        if (snapshot.done() ? saidDone : !due) {
            return;
        }
        saidDone = snapshot.done();
        next = snapshot.elapsed().plus(INTERVAL);
        Counts counts = snapshot.books().counts();
        out.println(String.format(
                Locale.ROOT,
                "%3d s  %,d of %,d sent  %,.0f events/s  %s",
                snapshot.elapsed().toSeconds(),
                snapshot.progress().acknowledged(),
                snapshot.progress().total(),
                snapshot.eventsPerSecond(),
                Report.check(counts)));
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
