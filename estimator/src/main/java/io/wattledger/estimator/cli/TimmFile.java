package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.VisionRow;
import io.wattledger.estimator.vision.ImageWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of timm's inference benchmark (results/ in github.com/huggingface/pytorch-image-models): images per second of each model
 * on one GPU. GPU and software are in its name alone.
 *
 * @param name without its folders
 * @param gpu name in the catalogue
 * @param stack software that computed
 * @param rows models whose multiply-adds and activations were counted
 * @param uncounted models of which that is not known
 * @param problems one line per bad row
 */
record TimmFile(String name, String gpu, String stack, List<VisionRow> rows, int uncounted, List<String> problems) {

    static final String SPEED = "infer_samples_per_sec";

    private static final String MACS = "infer_gmacs";
    private static final String ACTIVATIONS = "infer_macts";

    static final List<String> COLUMNS = List.of("model", SPEED, "infer_batch_size", "param_count", MACS, ACTIVATIONS);

    /** "benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv": precision, layout, PyTorch 2.4.0, CUDA 12.4, GPU. */
    private static final Pattern NAME =
            Pattern.compile("benchmark-infer-([a-z0-9]+)-(nchw|nhwc)-pt(\\d)(\\d+)\\d-cu(\\d+)(\\d)-(.+)\\.csv");

    private static final double GIGA_MACS = 2e9;
    private static final double MILLION = 1e6;

    TimmFile {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException if its name does not tell what it was measured on
     */
    static TimmFile read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new EstimateException(
                    "%s: its name must tell GPU and software, as in benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv"
                            .formatted(file));
        }
        String gpu = GpuCatalogue.bundled().require(parts.group(7)).name();
        CsvRows<Optional<VisionRow>> lines =
                CsvRows.read(file, "timm's results begin with a header", header -> fields -> row(fields, gpu));
        List<VisionRow> rows = lines.rows().stream().flatMap(Optional::stream).toList();
        String stack = "PyTorch %s.%s, CUDA %s.%s, %s, %s"
                .formatted(
                        parts.group(3),
                        parts.group(4),
                        parts.group(5),
                        parts.group(6),
                        parts.group(1).toUpperCase(Locale.ROOT),
                        parts.group(2).toUpperCase(Locale.ROOT));
        return new TimmFile(name, gpu, stack, rows, lines.rows().size() - rows.size(), lines.problems());
    }

    /** Empty where nobody counted what the model does. */
    private static Optional<VisionRow> row(CsvLine fields, String gpu) {
        if (!counted(fields, MACS) || !counted(fields, ACTIVATIONS)) {
            return Optional.empty();
        }
        String model = fields.text("model");
        ImageWork work = new ImageWork(
                GIGA_MACS * fields.positive(MACS),
                OptionalDouble.of(MILLION * fields.positive(ACTIVATIONS)),
                MILLION * fields.positive("param_count"),
                TimmNames.family(model));
        return Optional.of(new VisionRow(
                model,
                TimmNames.series(model),
                gpu,
                work,
                fields.whole("infer_batch_size"),
                1 / fields.positive(SPEED)));
    }

    /** Small models are printed as 0.0 of a billion. */
    private static boolean counted(CsvLine fields, String column) {
        return fields.optional(column).filter(text -> !text.matches("0*\\.?0*")).isPresent();
    }
}
