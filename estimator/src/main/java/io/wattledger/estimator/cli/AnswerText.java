package io.wattledger.estimator.cli;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Quantity;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.method.Answer;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** An answer for people: the figures, and on request their derivation. */
final class AnswerText {

    private static final String SITING =
            "with the building = energy × PUE; carbon = with the building × carbon intensity;"
                    + " water = energy × WUE + with the building × EWIF; 1 kWh = 3.6e6 J";

    private AnswerText() {}

    static void print(Answer answer, boolean explain, PrintWriter out) {
        out.printf(
                "%s on %s, by %s, batch %d (%s)%n",
                answer.workload().model().name(),
                answer.workload().gpu().map(Gpu::name).orElse("a machine of its date"),
                answer.cost().method(),
                answer.cost().point().batchSize(),
                answer.cost().scope().label());
        answer.inputTokens()
                .ifPresent(input -> out.printf(
                        Locale.ROOT,
                        "%,d input tokens (%,d of them cached), %,d output tokens%n",
                        input,
                        answer.workload().cachedInputTokens(),
                        answer.workload().outputTokens()));
        answer.workload()
                .generationTask()
                .ifPresent(task -> out.printf(
                        "%d steps, %dx%d pixels, %d frame%s%n",
                        task.steps(), task.width(), task.height(), task.frames(), task.frames() == 1 ? "" : "s"));
        Columns table = new Columns("one inference", "low", "central", "high");
        row(table, "energy", Optional.of(answer.energy()), "J");
        row(table, "with the building", answer.facility(), "J");
        row(table, "water", answer.water(), "L");
        row(table, "carbon (CO2e)", answer.carbon(), "g");
        table.print(out);
        if (answer.carbon().isEmpty()) {
            out.println("water and carbon need a site: --region ('wattledger catalogue sites')");
        }
        answer.warnings().forEach(warning -> out.println("note: " + warning));
        if (explain) {
            out.println();
            out.println(answer.formula());
            if (answer.carbon().isPresent()) {
                out.println(SITING);
            }
            out.println();
            answer.terms().forEach(term -> print(term, out));
        }
    }

    private static <Q extends Quantity<Q>> void row(
            Columns table, String name, Optional<Estimate<Q>> estimate, String unit) {
        table.row(
                name,
                estimate.map(each -> SiUnits.of(each.low().value(), unit)).orElse("–"),
                estimate.map(each -> SiUnits.of(each.central().value(), unit)).orElse("–"),
                estimate.map(each -> SiUnits.of(each.high().value(), unit)).orElse("–"));
    }

    private static void print(Term term, PrintWriter out) {
        out.printf(
                "%s = %s%s%n",
                term.name(), SiUnits.digits(term.value()), term.unit().isEmpty() ? "" : " " + term.unit());
        out.println("    " + term.source());
    }
}
