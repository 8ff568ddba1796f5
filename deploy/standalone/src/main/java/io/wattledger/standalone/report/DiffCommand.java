package io.wattledger.standalone.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wattledger report diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what changed since a report was made: figures that differ, and the revisions behind them.",
            "Compares with a second report, or asks the books the same question again."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger report --config wattledger.yaml --from 2026-11 --by team,model --json > november.json",
            "  wattledger report diff november.json --config wattledger.yaml",
            "  wattledger report diff november.json november-again.json",
            "",
            "Exit codes: 0 nothing changed, 1 something did or the report could not be made, 2 misuse."
        })
final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ReportCommand parent;

    @Parameters(index = "0", paramLabel = "OLD", description = "A report, as JSON.")
    private Path old;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NEW",
            description = "Another one. Default: what the books say now.")
    private @Nullable Path other;

    @Mixin
    private BooksOptions books;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private DiffCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return Attempt.run(spec, () -> {
            ReportFile before = ReportFile.read(old);
            JsonNode after =
                    other == null ? askAgain(before) : ReportFile.read(other).json();
            Difference difference = Difference.between(before.json(), after);
            if (json) {
                Json.print(json(difference), out());
            } else {
                print(difference);
            }
            return difference.none() ? 0 : 1;
        });
    }

    private JsonNode askAgain(ReportFile before) throws ReportException, IOException, InterruptedException {
        Question question = before.question();
        Reporter.Answer answer = books.with(parent::progress, connection -> {
            Source source = before.ofJournal() || question.needsJournal()
                    ? new JournalSource(connection, Map.of())
                    : new TotalsSource(connection);
            return new Reporter(Optional.empty(), Map.of()).report(question, source, connection);
        });
        return JsonFormat.json(answer.report());
    }

    private void print(Difference difference) {
        if (difference.none()) {
            out().println("Nothing changed.");
            return;
        }
        difference.changes().forEach(change -> out().printf(
                        "%s: %s %s, was %s%s%n",
                        change.line(), change.figure(), text(change.now()), text(change.old()), percent(change)));
        difference.revisions().forEach(out()::println);
    }

    private static String text(Optional<BigDecimal> value) {
        return value.map(BigDecimal::toPlainString).orElse("unknown");
    }

    private static String percent(Difference.Change change) {
        return change.old()
                .filter(before -> before.signum() != 0)
                .flatMap(before -> change.now().map(now -> " (" + TableFormat.percent(now, before) + ")"))
                .orElse("");
    }

    private static ObjectNode json(Difference difference) {
        ObjectNode json = Json.object();
        ArrayNode changes = json.putArray("changes");
        difference.changes().forEach(change -> changes.addObject()
                .put("line", change.line())
                .put("figure", change.figure())
                .put("old", change.old().orElse(null))
                .put("new", change.now().orElse(null)));
        ArrayNode revisions = json.putArray("revisions");
        difference.revisions().forEach(revisions::add);
        return json;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
