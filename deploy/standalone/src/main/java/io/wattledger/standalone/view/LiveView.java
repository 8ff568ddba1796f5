package io.wattledger.standalone.view;

import io.wattledger.books.Books;
import io.wattledger.ledger.Dimensions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/** A picture that stays in place on a terminal: progress, totals per team with their recent course, and the check of the books. */
public final class LiveView implements DemoView {

    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int COURSE = 16;
    private static final int PROGRESS = 30;

    private final Terminal terminal;
    private final Display display;
    private final Map<String, Deque<Long>> courses = new HashMap<>();
    private final Map<String, Long> lastEnergy = new HashMap<>();
    private long lastSecond = -1;
    private int shown;

    /** @param terminal stays the caller's to close */
    public LiveView(Terminal terminal) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
    }

    @Override
    public void show(Snapshot snapshot) {
        if (snapshot.elapsed().toSeconds() != lastSecond) {
            lastSecond = snapshot.elapsed().toSeconds();
            follow(snapshot.books());
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(bold("Wattledger demo · " + snapshot.trace()));
        lines.add(plain(progress(snapshot)));
        lines.add(plain(""));
        Report.teams(snapshot.books(), this::course).forEach(line -> lines.add(plain(line)));
        lines.add(plain(""));
        lines.add(plain(Report.check(snapshot.books().counts())));
        lines.add(plain("page " + snapshot.addresses().page() + "  metrics "
                + snapshot.addresses().page() + "metrics"));
        lines.add(plain("kafka " + snapshot.addresses().kafka() + "  registry "
                + snapshot.addresses().registry() + "  (Ctrl-C stops)"));
        int width = Math.max(20, terminal.getSize().getColumns());
        int height = Math.max(5, terminal.getSize().getRows());
        List<AttributedString> fitting = lines.stream()
                .limit(height)
                .map(line -> line.columnSubSequence(0, width))
                .toList();
        display.resize(Size.of(width, height));
        display.update(fitting, -1);
        shown = fitting.size();
    }

    private static String progress(Snapshot snapshot) {
        long total = Math.max(1, snapshot.progress().total());
        long sent = snapshot.progress().acknowledged();
        int length = (int) Math.min(PROGRESS, PROGRESS * sent / total);
        return String.format(
                Locale.ROOT,
                "%s%s %3d %%  %,d of %,d sent  %,.0f events/s  %d s%s",
                "█".repeat(length),
                "░".repeat(PROGRESS - length),
                100 * sent / total,
                sent,
                total,
                snapshot.eventsPerSecond(),
                snapshot.elapsed().toSeconds(),
                snapshot.done() ? "  all booked" : "");
    }

    /** Notes what each team used since the second before. */
    private void follow(Books books) {
        books.by(Dimensions::team).forEach((team, total) -> {
            long energy = Report.energy(total);
            Deque<Long> course = courses.computeIfAbsent(team, name -> new ArrayDeque<>());
            course.addLast(energy - lastEnergy.getOrDefault(team, 0L));
            if (course.size() > COURSE) {
                course.removeFirst();
            }
            lastEnergy.put(team, energy);
        });
    }

    /** Always as wide as it can get, so that what follows stays in its column. */
    private String course(String team) {
        Deque<Long> course = courses.getOrDefault(team, new ArrayDeque<>());
        long most = course.stream().mapToLong(Long::longValue).max().orElse(0);
        StringBuilder line = new StringBuilder(" ");
        for (long value : course) {
            int level = most <= 0 ? 0 : (int) ((LEVELS.length() - 1) * Math.max(0, value) / most);
            line.append(LEVELS.charAt(level));
        }
        return line.append(" ".repeat(COURSE - course.size())).toString();
    }

    private static AttributedString plain(String line) {
        return new AttributedString(line);
    }

    private static AttributedString bold(String line) {
        return new AttributedStringBuilder()
                .style(AttributedStyle.BOLD)
                .append(line)
                .toAttributedString();
    }

    /** Leaves the last picture on the screen and the cursor below it. */
    @Override
    public void close() {
        if (shown > 0) {
            terminal.writer().println();
        }
        terminal.flush();
    }
}
