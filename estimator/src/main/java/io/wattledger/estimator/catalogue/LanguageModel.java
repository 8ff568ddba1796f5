package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A language model as a document reports it.
 *
 * @param name its name here, unique: "bert-base"
 * @param title its name in the document
 * @param inputTokens tokens that the FLOPs are for
 * @param flops of one forward pass over them; a multiply-add counts as two
 * @param flopsOrigin "paper" or "cited", as the document marks it
 * @param parameters learnt numbers
 * @param released date of publication
 * @param glue GLUE score, where the document has one
 * @param glueNote "without WNLI" or "dev set", where the document says so
 * @param family architecture
 * @param source where the row comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record LanguageModel(
        String name,
        String title,
        int inputTokens,
        Flops flops,
        String flopsOrigin,
        double parameters,
        LocalDate released,
        OptionalDouble glue,
        Optional<String> glueNote,
        Family family,
        String source,
        String sourceDate) {}
