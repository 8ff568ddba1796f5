package io.wattledger.estimator.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger catalogue}: what the estimator knows, each row with its source. */
@Command(
        name = "catalogue",
        description =
                "Lists the models, GPUs, sites, networks and costs that come with Wattledger, each with its source.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            CatalogueCommand.Models.class,
            CatalogueCommand.Gpus.class,
            CatalogueCommand.Sites.class,
            CatalogueCommand.BuiltInNetworks.class,
            CatalogueCommand.Costs.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger catalogue gpus --filter h100",
            "  wattledger catalogue models --filter efficientnet",
            "  wattledger catalogue sites --json",
            "  wattledger catalogue networks --csv > networks.csv"
        })
public final class CatalogueCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private CatalogueCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to list: models, gpus, sites, networks or costs; for example 'catalogue gpus'");
    }

    /** What each of the lists can do. */
    @Command(mixinStandardHelpOptions = true, sortOptions = false)
    abstract static class ListCommand implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--filter", paramLabel = "TEXT", description = "Only rows with this text in any column.")
        private @Nullable String filter;

        @ArgGroup
        private Format format = new Format();

        @SuppressWarnings("NullAway.Init") // picocli sets the fields.
        private ListCommand() {}

        abstract Listing all();

        @Override
        public Integer call() {
            Listing listing = filter == null ? all() : all().filter(filter);
            PrintWriter out = spec.commandLine().getOut();
            if (listing.rows().isEmpty()) {
                spec.commandLine().getErr().println(nothing(listing.kind()));
            }
            if (format.json) {
                listing.printJson(out);
            } else if (format.csv) {
                listing.printCsv(out);
            } else {
                listing.printTable(out);
            }
            return 0;
        }

        private String nothing(String kind) {
            String name = spec.qualifiedName();
            return filter == null
                    ? "%s: there is no %s".formatted(name, kind)
                    : "%s: no %s has \"%s\" in any column; leave --filter out to see all".formatted(name, kind, filter);
        }
    }

    /** How to print it, if not as a table. */
    static final class Format {

        @Option(names = "--json", description = "Prints a JSON array with all fields.")
        private boolean json;

        @Option(names = "--csv", description = "Prints CSV with all fields.")
        private boolean csv;

        private Format() {}
    }

    /** {@code catalogue models}. */
    @Command(
            name = "models",
            description = "Models with costs, and models whose FLOPs are published.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  wattledger catalogue models --filter vision-transformer",
                "  wattledger catalogue models --filter qwen --json"
            })
    static final class Models extends ListCommand {
        private Models() {}

        @Override
        Listing all() {
            return ModelListing.all();
        }
    }

    /** {@code catalogue gpus}. */
    @Command(
            name = "gpus",
            description =
                    "Accelerators with power, dense peaks in TFLOPS, memory, and the names that tools print for them.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  wattledger catalogue gpus --filter amd",
                "  wattledger catalogue gpus --filter NVIDIA-A100-SXM4-80GB --json"
            })
    static final class Gpus extends ListCommand {
        private Gpus() {}

        @Override
        Listing all() {
            return Listings.gpus();
        }
    }

    /** {@code catalogue sites}. */
    @Command(
            name = "sites",
            description = "Cloud regions with PUE, water and carbon factors.",
            footerHeading = "%nExamples:%n",
            footer = {"  wattledger catalogue sites --filter azure", "  wattledger catalogue sites --csv > sites.csv"})
    static final class Sites extends ListCommand {
        private Sites() {}

        @Override
        Listing all() {
            return Listings.sites();
        }
    }

    /** {@code catalogue costs}. */
    @Command(
            name = "costs",
            description = "Measured costs of models on GPUs, per batch size: what 'wattledger publish' writes.",
            footerHeading = "%nExamples:%n",
            footer = {"  wattledger catalogue costs --filter h100", "  wattledger catalogue costs --csv > costs.csv"})
    static final class Costs extends ListCommand {
        private Costs() {}

        @Override
        Listing all() {
            return Listings.costs();
        }
    }

    /** {@code catalogue networks}. */
    @Command(
            name = "networks",
            description = "Built-in networks with the parameters and multiply-adds of one forward pass.",
            footerHeading = "%nExamples:%n",
            footer = {"  wattledger catalogue networks --filter cnn", "  wattledger catalogue networks --json"})
    static final class BuiltInNetworks extends ListCommand {
        private BuiltInNetworks() {}

        @Override
        Listing all() {
            return Listings.networks();
        }
    }
}
