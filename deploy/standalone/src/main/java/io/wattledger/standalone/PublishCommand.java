package io.wattledger.standalone;

import io.wattledger.app.ConfigOptions;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.catalogue.CatalogueException;
import io.wattledger.estimator.cli.CatalogueEstimator;
import io.wattledger.estimator.cli.CatalogueFile;
import io.wattledger.estimator.cli.EstimateEntry;
import io.wattledger.estimator.cli.Json;
import io.wattledger.estimator.cli.Moments;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.publish.Assortment;
import io.wattledger.standalone.publish.CostTable;
import io.wattledger.standalone.publish.Desired;
import io.wattledger.standalone.publish.Plan;
import io.wattledger.standalone.publish.PlanView;
import io.wattledger.standalone.publish.PublishException;
import io.wattledger.standalone.publish.Publisher;
import io.wattledger.standalone.publish.SiteTable;
import io.wattledger.standalone.publish.Table;
import io.wattledger.standalone.publish.TableKeys;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.SiteRevision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wattledger publish}: costs and site factors into their tables. */
@Command(
        name = "publish",
        description = {
            "Writes costs, or the factors of sites, to their table in Kafka, and shows what differs from what it holds.",
            "What is there already is not written again; older revisions stay. All is written in one transaction."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger publish --bootstrap localhost:9092 --registry http://localhost:8081 --dry-run",
            "  wattledger publish --config wattledger.yaml --region eu-west-1",
            "  wattledger publish --config wattledger.yaml --model resnet50 --gpu t4 --gpu a100 --batch 32,1",
            "  wattledger publish --config wattledger.yaml --catalogue my.yaml --effective-from 2026-12-01",
            "  wattledger publish sites --config wattledger.yaml --region eu-west-1 --region us-east-1",
            "  wattledger publish --config wattledger.yaml --json | jq '.changed'",
            "",
            "A revision holds from --effective-from on, or from now on; the first one of a key from 2020 on.",
            "Exit codes: 0 done, also if nothing differs, 1 failed and nothing written (or Kafka did not say), 2 misuse."
        })
final class PublishCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String COSTS = "costs";
    private static final String SITES = "sites";
    private static final Duration REACH = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "costs|sites",
            arity = "0..1",
            defaultValue = COSTS,
            description = "The table. Default: ${DEFAULT-VALUE}.")
    private String what;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "Publishes your own costs or sites instead of the bundled ones; docs/catalogue.md.")
    private @Nullable Path catalogue;

    @Option(names = "--with-bundled", description = "With --catalogue: the bundled ones too; yours go before.")
    private boolean withBundled;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Only this model; repeatable. With --gpu: each on each, computed where no row is offered.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--gpu", paramLabel = "GPU", description = "Only this GPU; repeatable.")
    private List<String> gpus = new ArrayList<>();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description = "Computes the costs of --model on --gpu by this method; see 'wattledger estimate --help'.")
    private @Nullable String method;

    @Option(
            names = "--batch",
            paramLabel = "N",
            split = ",",
            description = "Batch sizes to compute, an operating point each, the default first.")
    private List<Integer> batches = new ArrayList<>();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Costs: adds what a typical inference costs in this region."
                    + " Sites: only this region; repeatable.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--effective-from",
            paramLabel = "TIME",
            description = "When costs begin to hold: 2026-12-01 or 2026-12-01T12:00:00Z. Sites bring their own time.")
    private @Nullable String effectiveFrom;

    @Option(names = "--no-aliases", description = "Writes costs under the catalogue's own names only.")
    private boolean noAliases;

    @Option(names = "--dry-run", description = "Shows what would change, and writes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints one JSON object on standard output.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private PublishCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        boolean costs = what.equals(COSTS);
        checkOptions(costs);
        Instant now = Instant.now();
        try {
            Config config = options.read();
            if (costs) {
                List<Desired<CostRevision>> desired = costs(now);
                boolean reference = !regions.isEmpty();
                return publish(config, topics -> CostTable.of(topics, reference), desired, now);
            }
            List<Desired<SiteRevision>> desired =
                    SiteTable.desired(offered(SITES).sites(regions));
            return publish(config, SiteTable::of, desired, now);
        } catch (ConfigException e) {
            e.problems().forEach(this::report);
            return MISUSED;
        } catch (EstimateException | CatalogueException e) {
            String.valueOf(e.getMessage()).lines().forEach(this::report);
            return MISUSED;
        } catch (IOException e) {
            report("the catalogue cannot be read: " + e);
            return MISUSED;
        } catch (PublishException | KafkaException e) {
            report(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private void note(String note) {
        report("note: " + note);
    }

    private void report(String problem) {
        spec.commandLine().getErr().println("wattledger publish: " + problem);
    }

    private void checkOptions(boolean costs) {
        if (!costs && !what.equals(SITES)) {
            throw misuse("'" + what + "' is no table; write costs or sites");
        }
        if (withBundled && catalogue == null) {
            throw misuse("--with-bundled goes with --catalogue");
        }
        if (costs && regions.size() > 1) {
            throw misuse("--region is given twice; the typical inference is shown for one region");
        }
        if (batches.stream().anyMatch(batch -> batch < 1)
                || batches.stream().distinct().count() < batches.size()) {
            throw misuse("--batch is " + batches + "; give sizes of 1 or more, each once");
        }
        if (catalogue != null && (method != null || !batches.isEmpty())) {
            throw misuse(
                    "--method and --batch compute costs, and --catalogue brings them; name both under estimates in the file");
        }
        if (!costs && (method != null || !batches.isEmpty())) {
            throw misuse("--method and --batch go with costs, not with sites");
        }
        if (!costs && (!models.isEmpty() || !gpus.isEmpty() || effectiveFrom != null || noAliases)) {
            throw misuse("--model, --gpu, --effective-from and --no-aliases go with costs, not with sites");
        }
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private List<Desired<CostRevision>> costs(Instant now) throws IOException {
        Optional<Instant> from = Optional.ofNullable(effectiveFrom).map(text -> Moments.parse(text)
                .orElseThrow(() -> misuse("--effective-from is '" + text
                        + "'; write a day like 2026-12-01 or an instant like 2026-12-01T12:00:00Z")));
        TableKeys keys = noAliases ? TableKeys.ownNames() : TableKeys.withAliases();
        Assortment offered = offered(COSTS);
        Assortment all = offered.and(Assortment.bundled());
        Optional<SiteRow> site = regions.stream().findFirst().map(region -> all.site(region, from.orElse(now)));
        return CostTable.desired(chosen(offered, keys), keys, from, site);
    }

    /** The bundled rows, or those of the user's file. */
    private Assortment offered(String section) throws IOException {
        if (catalogue == null) {
            return Assortment.bundled();
        }
        CatalogueFile file = CatalogueFile.read(catalogue);
        boolean costs = section.equals(COSTS);
        boolean empty = costs
                ? file.costs().isEmpty() && file.estimates().isEmpty()
                : file.sites().isEmpty();
        if (empty && !withBundled) {
            throw new EstimateException(catalogue + ": has no " + section + "; add them, or publish "
                    + (costs ? SITES : COSTS) + ", which it has");
        }
        Assortment own = costs
                ? Assortment.of(file, new CatalogueEstimator(this::note))
                : new Assortment(file.costs(), file.sites());
        return withBundled ? own.and(Assortment.bundled()) : own;
    }

    /** What is offered of the chosen models and GPUs; a pair that is named and not offered is computed. */
    private List<CostRow> chosen(Assortment offered, TableKeys keys) {
        boolean pairs = !models.isEmpty() && !gpus.isEmpty();
        if (!pairs && (method != null || !batches.isEmpty())) {
            throw misuse("--method and --batch go with --model and --gpu, whose costs they compute");
        }
        if (method != null || !batches.isEmpty()) {
            return new Assortment(List.of(), List.of()).pairs(models, gpus, keys, this::estimate);
        }
        return pairs ? offered.pairs(models, gpus, keys, this::estimate) : offered.costs(models, gpus, keys);
    }

    private CostRow estimate(String model, String gpu) {
        return new CatalogueEstimator(this::note)
                .estimate(new EstimateEntry(
                        "--model %s --gpu %s".formatted(model, gpu),
                        Optional.of(model),
                        Optional.empty(),
                        gpu,
                        Optional.ofNullable(method),
                        Optional.empty(),
                        batches,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty()));
    }

    private <V extends SpecificRecord, R extends SpecificRecord> int publish(
            Config config, Function<Topics, ? extends Table<V, R>> tableOf, List<Desired<R>> desired, Instant now)
            throws PublishException, InterruptedException {
        try (SchemaRegistry registry = SchemaRegistries.connect(config.registry())) {
            boolean register = !"false".equals(config.registry().get("auto.register.schemas"));
            Table<V, R> table = tableOf.apply(new Topics(config.topics().prefix(), registry, register));
            SchemaRegistries.awaitReachable(registry, REACH);
            PrintWriter err = spec.commandLine().getErr();
            Publisher publisher = Publisher.of(config, Terminals.onError() ? new ReadingLine(err) : Progress.NONE);
            Plan<R> plan = dryRun ? publisher.dryRun(table, desired, now) : publisher.publish(table, desired, now);
            var view = new PlanView<>(table, plan, dryRun);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Json.print(view.json(), out);
            } else {
                view.print(out);
            }
            return 0;
        }
    }
}
