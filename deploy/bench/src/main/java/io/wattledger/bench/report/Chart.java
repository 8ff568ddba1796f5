package io.wattledger.bench.report;

import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Spread;
import java.util.List;
import java.util.Locale;

/** Throughput as bars, with the spread of the rounds as a line in each. */
final class Chart {

    private static final int ROW = 30;
    private static final int TOP = 50;
    private static final int LEFT = 330;
    private static final int BARS = 420;
    private static final int WIDTH = 860;

    private Chart() {}

    static String svg(List<Measured> contenders, Machine machine) {
        int height = TOP + ROW * contenders.size() + 20;
        double most = contenders.stream()
                .mapToDouble(each -> each.spread(Figures::eventsPerSecond).max())
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH,
                height);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        add(
                svg,
                "<text x=\"10\" y=\"22\" font-size=\"15\" fill=\"#202020\">Events per second, median of the rounds</text>");
        add(
                svg,
                "<text x=\"10\" y=\"40\" fill=\"#606060\">%s, %d cores</text>",
                escaped(machine.cpu()),
                machine.cores());
        for (int i = 0; i < contenders.size(); i++) {
            bar(svg, contenders.get(i), TOP + ROW * i, most);
        }
        add(svg, "</svg>");
        return svg.toString();
    }

    private static void bar(StringBuilder svg, Measured contender, int y, double most) {
        Spread rate = contender.spread(Figures::eventsPerSecond);
        String colour = contender.name().startsWith("wattledger") ? "#2a7f62" : "#9aa5b1";
        add(svg, "<text x=\"10\" y=\"%d\" fill=\"#202020\">%s</text>", y + 18, escaped(contender.title()));
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\" fill=\"%s\"/>",
                LEFT,
                y + 4,
                BARS * rate.median() / most,
                colour);
        add(
                svg,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#202020\"/>",
                LEFT + BARS * rate.min() / most,
                y + 14,
                LEFT + BARS * rate.max() / most,
                y + 14);
        add(
                svg,
                "<text x=\"%.1f\" y=\"%d\" fill=\"#202020\">%s</text>",
                LEFT + BARS * rate.max() / most + 8,
                y + 18,
                TextReport.thousands(rate.median()));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
