package io.wattledger.estimator.cli;

import io.wattledger.estimator.reproduce.Document;
import io.wattledger.estimator.reproduce.Figure;
import io.wattledger.estimator.reproduce.MarkdownPage;
import io.wattledger.estimator.reproduce.Reproduction;
import io.wattledger.estimator.reproduce.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger reproduce}: the figures of the source documents, checked. */
@Command(
        name = "reproduce",
        description = "Checks every figure of the four source documents: published, computed, difference, verdict."
                + " Exits with 1 if a verdict is not the one that was found before.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger reproduce",
            "  wattledger reproduce --document B --failed",
            "  wattledger reproduce --json",
            "",
            "With WATTLEDGER_REFERENCE_DATA set to a folder that has alpha_flops_conv_timings.csv, document C is also",
            "compared with its authors' timings; docs/reproduction.md, which --markdown prints, does without."
        })
public final class ReproduceCommand implements Callable<Integer> {

    private static final String REFERENCE_DATA = "WATTLEDGER_REFERENCE_DATA";

    @Spec
    private CommandSpec spec;

    @Option(names = "--document", paramLabel = "A|B|C|D", description = "Only this document. Default: all.")
    private @Nullable String document;

    @Option(names = "--failed", description = "Only figures that are not reproduced, or not as expected.")
    private boolean failed;

    @Option(names = "--json", description = "Prints one JSON value.")
    private boolean json;

    @Option(names = "--markdown", description = "Prints the page docs/reproduction.md, of all documents.")
    private boolean markdown;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private ReproduceCommand() {}

    @Override
    public Integer call() {
        if (markdown && (json || failed || document != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--markdown prints the whole page; leave --json, --failed and --document away");
        }
        PrintWriter out = spec.commandLine().getOut();
        Reproduction checked = checked();
        if (markdown) {
            out.print(MarkdownPage.of(checked));
        } else if (json) {
            Json.print(ReproductionReport.json(checked, this::shown), out);
        } else {
            ReproductionReport.print(checked, this::shown, out);
        }
        out.flush();
        return ReproductionReport.conclude(
                checked, spec.qualifiedName(), spec.commandLine().getErr());
    }

    private Reproduction checked() {
        Optional<Path> data = markdown
                ? Optional.empty()
                : Optional.ofNullable(System.getenv(REFERENCE_DATA)).map(Path::of);
        Reproduction all = Reproduction.of(data);
        if (document == null) {
            return all;
        }
        Document asked = Document.of(document);
        return all.only(figure -> figure.document() == asked);
    }

    private boolean shown(Figure figure) {
        return !failed || figure.verdict() == Verdict.NOT_REPRODUCED || !figure.asExpected();
    }
}
