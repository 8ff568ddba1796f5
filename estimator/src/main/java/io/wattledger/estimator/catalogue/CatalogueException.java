package io.wattledger.estimator.catalogue;

/** A table that cannot be read. The message names file, line, column, what was wrong and what to do. */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogueException(String name, int line, String problem) {
        super("%s, line %d: %s".formatted(name, line, problem));
    }

    CatalogueException(String name, int line, String column, String problem) {
        super("%s, line %d, column %s: %s".formatted(name, line, column, problem));
    }
}
