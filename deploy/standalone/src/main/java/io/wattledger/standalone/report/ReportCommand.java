package io.wattledger.standalone.report;

import io.wattledger.estimator.cli.WholeFile;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger report}: what a period came to. */
@Command(
        name = "report",
        description = {
            "Shows what the books say of a period: energy, water, CO2e, tokens and money by team, model or what you ask for.",
            "It reads committed records only, writes nothing, and may run while the application does."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = DiffCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger report --config wattledger.yaml --from 2026-11",
            "  wattledger report --config wattledger.yaml --from 2026-11 --zone Europe/Berlin --by team,model",
            "  wattledger report --config wattledger.yaml --from 2026-11 --prices prices.yaml --format csv > november.csv",
            "  wattledger report --data books --from 2026-11 --format focus --output november-focus.csv",
            "  wattledger report --url http://localhost:8080 --from 2026-11-21 --granularity hour",
            "  wattledger report diff november.json --config wattledger.yaml",
            "",
            "docs/chargeback.md explains every column. Exit codes: 0 done, 1 failed, 2 misuse."
        })
public final class ReportCommand implements Callable<Integer> {

    private static final String TOTALS = "totals";
    private static final String JOURNAL = "journal";

    private final boolean terminal;
    private final Function<PrintWriter, Progress> progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private BooksOptions books;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Asks a running instance instead, which holds days of a month, hours of a day, minutes of an hour.")
    private @Nullable URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Token for --url, in the first line of a file; - is standard input. Or the environment's WATTLEDGER_TOKEN.")
    private @Nullable Path tokenFile;

    @Mixin
    private QuestionOptions options;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, csv, json, focus, html or parquet. Default: table.")
    private @Nullable String format;

    @Option(names = "--json", description = "Short for --format json.")
    private boolean json;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Prices of electricity, water, carbon and GPU hours, as YAML; adds what it cost.")
    private @Nullable Path prices;

    @Option(
            names = "--metered",
            paramLabel = "REGION=KWH",
            description =
                    "What the meter of a region says for the period: the rest is shown as unattributed. Repeatable.")
    private Map<String, String> metered = new HashMap<>();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "totals, or journal, which is longer but knows revisions. Default: whichever is needed.")
    private @Nullable String source;

    @Option(
            names = "--as-of",
            paramLabel = "REPORT",
            description = "Answers from the state of an earlier report (JSON, from the journal): the same as then.")
    private @Nullable Path asOf;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes a file. Default: standard output.")
    private @Nullable Path output;

    /**
     * @param terminal whether standard output is a terminal
     * @param progress what tells on standard error how far a reading is
     */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    public ReportCommand(boolean terminal, Function<PrintWriter, Progress> progress) {
        this.terminal = terminal;
        this.progress = progress;
    }

    Progress progress() {
        return progress.apply(spec.commandLine().getErr());
    }

    @Override
    public Integer call() throws InterruptedException {
        return Attempt.run(spec, () -> {
            Formats chosen = chosen();
            Question question = options.question(chosen.usual(), spec);
            check(chosen, question);
            Reporter reporter = new Reporter(
                    prices == null ? Optional.empty() : Optional.of(PricesFile.read(prices)), kilowattHours());
            Reporter.Answer answer = url != null
                    ? reporter.report(question, new ApiSource(url, token()))
                    : books.with(
                            this::progress,
                            connection -> reporter.report(question, source(question, connection), connection));
            write(out -> chosen.format(answer.costs()).write(answer.report(), out));
            return 0;
        });
    }

    private void write(WholeFile.Bytes content) throws IOException {
        if (output != null) {
            WholeFile.writeBytes(output, content);
            return;
        }
        content.write(System.out);
        System.out.flush();
    }

    private Formats chosen() {
        if (json && format != null && !format.equals(Formats.JSON.label())) {
            throw misuse("--json and --format " + format + " are two formats; choose one");
        }
        String name = json ? Formats.JSON.label() : format == null ? Formats.TABLE.label() : format;
        return Stream.of(Formats.values())
                .filter(each -> each.label().equals(name))
                .findFirst()
                .orElseThrow(() -> misuse("--format is '" + name + "'; write " + Formats.labels()));
    }

    private void check(Formats chosen, Question question) {
        if (output != null) {
            WholeFile.requireFile(output, "--output");
        }
        if (source != null && !source.equals(TOTALS) && !source.equals(JOURNAL)) {
            throw misuse("--source is '" + source + "'; write totals or journal");
        }
        if (TOTALS.equals(source) && question.needsJournal()) {
            throw misuse(
                    "only the journal tells revisions, basis and reasons; leave --source out, or write --source journal");
        }
        if (tokenFile != null && url == null) {
            throw misuse("--token-file goes with --url");
        }
        if (asOf != null && (TOTALS.equals(source) || url != null)) {
            throw misuse("--as-of reads the journal; leave --source and --url out");
        }
        if (chosen == Formats.HTML && !question.by().containsAll(HtmlFormat.BY)) {
            throw misuse("an HTML report is by team, model, gpu and region; leave --by out");
        }
        if (url != null && question.corrections()) {
            throw misuse("an instance does not tell corrections; read the topics with --config or --data");
        }
        if (url != null && (question.needsJournal() || JOURNAL.equals(source))) {
            throw misuse("an instance knows totals only; read the journal with --config or --data");
        }
        if (url != null && (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme()))) {
            throw misuse("--url is '" + url + "'; write one like http://localhost:8080");
        }
        if (chosen == Formats.PARQUET && output == null && terminal) {
            throw misuse("Parquet is no text; write --output FILE, or pipe it");
        }
        if (chosen == Formats.FOCUS
                && (!question.by().equals(FocusFormat.FIELDS) || question.granularity() == Span.Granularity.TOTAL)) {
            throw misuse("a FOCUS file is by all fields, and by month, day or hour; leave --by out");
        }
        if (!metered.isEmpty() && options.namesGranularity()) {
            throw misuse("--metered is of the whole period; leave --granularity out");
        }
    }

    /** No option takes the token itself: who may list processes would see it. */
    private Optional<String> token() throws IOException {
        Optional<String> token;
        if (tokenFile == null) {
            token = Optional.ofNullable(System.getenv("WATTLEDGER_TOKEN"));
        } else if (tokenFile.toString().equals("-")) {
            token = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst();
        } else {
            token = Files.readString(tokenFile).lines().findFirst();
        }
        return token.map(String::strip).filter(text -> !text.isEmpty());
    }

    private Source source(Question question, Connection connection) throws ReportException, IOException {
        if (asOf != null) {
            return new JournalSource(connection, ReportFile.read(asOf).journalOffsets());
        }
        return JOURNAL.equals(source) || question.needsJournal()
                ? new JournalSource(connection, Map.of())
                : new TotalsSource(connection);
    }

    private Map<String, BigDecimal> kilowattHours() {
        Map<String, BigDecimal> byRegion = new HashMap<>();
        metered.forEach((region, text) -> {
            if (!text.matches("\\d{1,15}(\\.\\d{1,9})?")) {
                throw misuse("--metered " + region + "=" + text + "; write kWh, such as " + region + "=1200.5");
            }
            byRegion.put(region, new BigDecimal(text));
        });
        return byRegion;
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
