package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Coefficients that a user fitted: a YAML list with one entry per fit. Files are joined by appending one to another.
 *
 * @param alphaFlops coefficients of alpha-FLOPs; a file holds at most one set
 * @param laws efficiency laws; at most one per operation and hardware
 */
record CoefficientsFile(Optional<AlphaFlopsCoefficients> alphaFlops, List<FittedLaw> laws) {

    static final String ALPHA_FLOPS = "alpha-flops";
    static final String EFFICIENCY = "efficiency";

    CoefficientsFile {
        laws = List.copyOf(laws);
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException if it holds anything else; the message names file, entry and field
     */
    static CoefficientsFile read(Path file) throws IOException {
        if (!(load(file) instanceof List<?> entries) || entries.isEmpty()) {
            throw new EstimateException(file
                    + ": a list of fits is needed, each begun with '- kind: ...', as 'wattledger fit --out' writes it");
        }
        Optional<AlphaFlopsCoefficients> alphaFlops = Optional.empty();
        List<FittedLaw> laws = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        int number = 0;
        for (Object entry : entries) {
            number++;
            EntryFields fields = new EntryFields(file + ": entry " + number, entry == null ? "" : entry);
            String kind = fields.text("kind");
            switch (kind) {
                case ALPHA_FLOPS -> {
                    if (alphaFlops.isPresent()) {
                        throw fields.problem("kind", "is alpha-flops a second time; keep one of the entries");
                    }
                    alphaFlops = Optional.of(alphaFlops(fields));
                }
                case EFFICIENCY -> {
                    FittedLaw law = law(fields);
                    if (!seen.add(List.of(law.operation(), law.hardware()))) {
                        throw fields.problem(
                                "operation",
                                "is " + law.operation() + " on " + law.hardware()
                                        + " a second time; keep one of the entries");
                    }
                    laws.add(law);
                }
                default -> throw fields.problem("kind", "is '" + kind + "'; write alpha-flops or efficiency");
            }
            fields.requireNoMore();
        }
        return new CoefficientsFile(alphaFlops, laws);
    }

    private static Object load(Path file) throws IOException {
        try {
            var settings = LoadSettings.builder().setLabel(file.toString()).build();
            Object root = new Load(settings).loadFromString(Files.readString(file));
            return root == null ? Map.of() : root;
        } catch (YamlEngineException e) {
            throw new EstimateException(
                    file + ": not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (CharacterCodingException e) {
            throw new EstimateException(file + ": not text in UTF-8; is it the right file?");
        }
    }

    private static AlphaFlopsCoefficients alphaFlops(EntryFields fields) {
        Provenance provenance = Provenance.of(fields);
        return new AlphaFlopsCoefficients(
                new Pair(share(fields, "unaryBeta"), exponent(fields, "unaryGamma")),
                new Pair(share(fields, "largerBeta"), exponent(fields, "largerGamma")),
                positive(fields, "millisPerMegaMac"),
                fields.number("floorMillis", "of 0 or more", value -> value >= 0),
                provenance.hardware(),
                provenance.source(),
                provenance.date());
    }

    private static FittedLaw law(EntryFields fields) {
        Provenance provenance = Provenance.of(fields);
        String operation = fields.text("operation");
        if (!FittedLaw.OPERATIONS.contains(operation)) {
            throw fields.problem(
                    "operation", "is '" + operation + "'; write one of " + String.join(", ", FittedLaw.OPERATIONS));
        }
        EfficiencyLaw law = new EfficiencyLaw(
                fields.number("maxPercent", "above 0 and at most 100", value -> value > 0 && value <= 100),
                positive(fields, "k"),
                positive(fields, "alpha"));
        return new FittedLaw(
                operation,
                law,
                positive(fields, "peakTflops"),
                provenance.hardware(),
                provenance.source(),
                provenance.date());
    }

    private static double share(EntryFields fields, String field) {
        return fields.number(field, "above 0 and below 1", value -> value > 0 && value < 1);
    }

    private static double exponent(EntryFields fields, String field) {
        return fields.number(field, "above 0 and at most 1", value -> value > 0 && value <= 1);
    }

    private static double positive(EntryFields fields, String field) {
        return fields.number(field, "above 0", value -> value > 0);
    }

    /** What every entry says about itself; its R² is checked and is for people. */
    private record Provenance(String hardware, String date, String source) {

        static Provenance of(EntryFields fields) {
            String date = fields.text("fittedOn");
            try {
                LocalDate.parse(date);
            } catch (DateTimeParseException e) {
                throw fields.problem("fittedOn", "is '" + date + "'; a date is needed, as in 2026-11-21");
            }
            fields.number("rSquared", "of 1 or less", value -> value <= 1);
            return new Provenance(fields.text("hardware"), date, fields.text("source"));
        }
    }
}
