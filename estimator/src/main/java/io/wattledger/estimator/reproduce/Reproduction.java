package io.wattledger.estimator.reproduce;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The figures of the documents, checked.
 *
 * @param figures by document and table, in the order of print
 */
public record Reproduction(List<Figure> figures) {

    public Reproduction {
        figures = List.copyOf(figures);
    }

    /**
     * All figures.
     *
     * @param timings the authors' timings for document C, where they are at hand
     */
    public static Reproduction of(Optional<Path> timings) {
        return new Reproduction(
                Stream.of(DocumentA.figures(), DocumentB.figures(), DocumentC.figures(timings), DocumentD.figures())
                        .flatMap(List::stream)
                        .toList());
    }

    /** Those that fulfil a condition. */
    public Reproduction only(Predicate<Figure> which) {
        return new Reproduction(figures.stream().filter(which).toList());
    }

    /** How many have a verdict. */
    public long count(Verdict verdict) {
        return figures.stream().filter(figure -> figure.verdict() == verdict).count();
    }

    /** Figures whose verdict is not the expected one. */
    public List<Figure> unexpected() {
        return figures.stream().filter(figure -> !figure.asExpected()).toList();
    }

    /** Whether every verdict is the expected one. */
    public boolean ok() {
        return unexpected().isEmpty();
    }

    /** "12 of 20 figures reproduced; 7 not reproduced, 1 not checked". */
    public String counts() {
        return "%d of %d figures reproduced; %d not reproduced, %d not checked"
                .formatted(
                        count(Verdict.REPRODUCED),
                        figures.size(),
                        count(Verdict.NOT_REPRODUCED),
                        count(Verdict.NOT_CHECKED));
    }
}
