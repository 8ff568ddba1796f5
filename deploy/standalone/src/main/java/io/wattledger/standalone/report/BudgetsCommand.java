package io.wattledger.standalone.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.config.Config;
import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.view.Quantities;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger budgets}: how the budgets of a month stand. */
@Command(
        name = "budgets",
        description = {
            "Shows what each team with a budget has used of it in a month, and what the month will come to if its days go on",
            "as the last four weeks did. Budgets are in the configuration: budgets.TEAM.joules, .litres, .grams, or .money."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger budgets --config wattledger.yaml",
            "  wattledger budgets --config wattledger.yaml --month 2026-10 --json",
            "  wattledger budgets --config wattledger.yaml --prices prices.yaml --set budgets.search.money=1200",
            "  wattledger budgets --data books --set budgets.search.joules=2.6e9",
            "",
            "Months are those of totals.month-zone. A budget of money is in the currency of the prices.",
            "Exit codes: 0 done, 1 failed, 2 misuse."
        })
public final class BudgetsCommand implements Callable<Integer> {

    private static final Map<String, Quantity> QUANTITIES =
            Map.of("joules", Quantity.ENERGY, "litres", Quantity.WATER, "grams", Quantity.CARBON);
    private static final Map<String, String> SYMBOLS = Map.of("joules", "J", "litres", "L", "grams", "g");
    private static final String MONEY = "money";

    private final Function<PrintWriter, Progress> progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BooksOptions books;

    @Option(names = "--month", paramLabel = "MONTH", description = "The month, as 2026-11. Default: the running one.")
    private @Nullable String month;

    @Option(names = "--team", paramLabel = "NAME", description = "Only of this team; repeatable.")
    private List<String> teams = new ArrayList<>();

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices, as YAML, for budgets of money.")
    private @Nullable Path prices;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    /** @param progress what tells on standard error how far a reading is */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    public BudgetsCommand(Function<PrintWriter, Progress> progress) {
        this.progress = progress;
    }

    @Override
    public Integer call() throws InterruptedException {
        return Attempt.run(spec, () -> {
            Optional<YearMonth> asked = month == null ? Optional.empty() : Optional.of(yearMonth(month));
            Optional<Prices> with = prices == null ? Optional.empty() : Optional.of(PricesFile.read(prices));
            Shown shown = books.with(
                    () -> progress.apply(spec.commandLine().getErr()), connection -> shown(connection, asked, with));
            if (json) {
                Json.print(json(shown), out());
            } else {
                print(shown);
            }
            return 0;
        });
    }

    /** What is shown. */
    private record Shown(Span month, List<BudgetLine> lines) {}

    private YearMonth yearMonth(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            throw misuse("--month is '" + text + "'; write one like 2026-11");
        }
    }

    private Shown shown(Connection connection, Optional<YearMonth> asked, Optional<Prices> with)
            throws ReportException, IOException, InterruptedException {
        Config config = connection.config();
        ZoneId zone = config.totals().monthZone();
        ZonedDateTime now = ZonedDateTime.now(zone);
        ZonedDateTime start = asked.orElse(YearMonth.from(now)).atDay(1).atStartOfDay(zone);
        Span span = new Span(start, Span.startOfMonth(start.plusMonths(1)));
        Map<String, Map<String, Double>> budgets = budgets(config, with);
        Span days = new Span(start.toLocalDate().minusDays(Forecast.DAYS).atStartOfDay(zone), span.to());
        Question question = new Question(
                days,
                Span.Granularity.DAY,
                List.of(Field.TEAM),
                Map.of(Field.TEAM, budgets.keySet()),
                false,
                Optional.empty());
        Report report = new Reporter(with, Map.of())
                .report(question, new TotalsSource(connection))
                .report();
        List<BudgetLine> lines = new ArrayList<>();
        budgets.forEach((team, units) -> units.forEach((unit, amount) -> lines.add(BudgetLine.of(
                team,
                unit.equals(MONEY) ? currency(with) : unit,
                BigDecimal.valueOf(amount),
                report,
                span,
                now,
                row -> unit.equals(MONEY)
                        ? row.money().flatMap(Money::total)
                        : row.figures().central(quantity(unit))))));
        return new Shown(span, lines);
    }

    private Map<String, Map<String, Double>> budgets(Config config, Optional<Prices> with) throws ReportException {
        Map<String, Map<String, Double>> budgets = new TreeMap<>(config.monthlyBudgets());
        config.moneyBudgets().forEach((team, amount) -> budgets.computeIfAbsent(team, name -> new TreeMap<>())
                .put(MONEY, amount));
        if (budgets.isEmpty()) {
            throw new ReportException(
                    "no team has a budget; write budgets.TEAM.joules, .litres, .grams or .money into the configuration");
        }
        if (!teams.isEmpty()) {
            Set<String> unknown = new HashSet<>(teams);
            unknown.removeAll(budgets.keySet());
            if (!unknown.isEmpty()) {
                throw misuse("team " + String.join(", ", unknown) + " has no budget; those that have one: "
                        + String.join(", ", budgets.keySet()));
            }
            budgets.keySet().retainAll(teams);
        }
        if (with.isEmpty()) {
            Optional<String> money = budgets.entrySet().stream()
                    .filter(each -> each.getValue().containsKey(MONEY))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (money.isPresent()) {
                throw misuse("budgets." + money.get() + ".money needs prices; write --prices FILE");
            }
        }
        return budgets;
    }

    private static String currency(Optional<Prices> prices) {
        return prices.orElseThrow().currency().getCurrencyCode();
    }

    private static Quantity quantity(String unit) {
        return Optional.ofNullable(QUANTITIES.get(unit)).orElseThrow();
    }

    private void print(Shown shown) {
        out().printf(
                        "%s, %s%n%n",
                        YearMonth.from(shown.month().from()),
                        shown.month().from().getZone());
        out().printf("%-16s %10s %10s %7s  %s%n", "team", "budget", "used", "", "month will come to");
        boolean over = shown.month().end() <= System.currentTimeMillis();
        for (BudgetLine line : shown.lines()) {
            String used = line.used()
                    .map(amount -> text(amount.doubleValue(), line.unit()))
                    .orElse(line.unpricedRequests() > 0 ? "unknown" : "nothing");
            out().printf(
                            "%-16s %10s %10s %7s  %s%n",
                            TableFormat.printable(line.team()),
                            text(line.budget().doubleValue(), line.unit()),
                            used,
                            line.percent()
                                    .map(percent -> percent.toPlainString() + " %")
                                    .orElse(""),
                            forecast(line, over));
        }
    }

    private static String forecast(BudgetLine line, boolean over) {
        if (line.forecast().isEmpty()) {
            return over ? "" : "(fewer than " + Forecast.LEAST_DAYS + " whole days are known)";
        }
        Forecast forecast = line.forecast().get();
        BigDecimal percent = BigDecimal.valueOf(
                        100 * forecast.central() / line.budget().doubleValue())
                .setScale(0, RoundingMode.HALF_EVEN);
        return "%s (%s – %s), %s %%%s"
                .formatted(
                        text(forecast.central(), line.unit()),
                        text(forecast.low(), line.unit()),
                        text(forecast.high(), line.unit()),
                        percent.toPlainString(),
                        forecast.exhausted().map(day -> "; used up on " + day).orElse(""));
    }

    private static String text(double amount, String unit) {
        return SYMBOLS.containsKey(unit)
                ? Quantities.format(
                        amount, Optional.ofNullable(SYMBOLS.get(unit)).orElse(unit))
                : "%,.2f %s".formatted(amount, unit);
    }

    private static ObjectNode json(Shown shown) {
        ObjectNode json = Json.object();
        json.put("month", YearMonth.from(shown.month().from()).toString());
        json.put("zone", shown.month().from().getZone().getId());
        ArrayNode lines = json.putArray("budgets");
        shown.lines().forEach(line -> {
            ObjectNode each = lines.addObject()
                    .put("team", line.team())
                    .put("unit", line.unit())
                    .put("budget", line.budget())
                    .put("used", line.used().orElse(null))
                    .put("usedPercent", line.percent().orElse(null))
                    .put("unpricedRequests", line.unpricedRequests());
            if (line.forecast().isEmpty()) {
                each.putNull("forecast");
            } else {
                Forecast forecast = line.forecast().get();
                each.putObject("forecast")
                        .put("low", forecast.low())
                        .put("central", forecast.central())
                        .put("high", forecast.high())
                        .put(
                                "exhausted",
                                forecast.exhausted().map(Object::toString).orElse(null));
            }
        });
        return json;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
