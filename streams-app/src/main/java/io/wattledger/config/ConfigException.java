package io.wattledger.config;

import java.util.List;

/** A configuration that cannot be used: all problems at once. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line per problem, each naming key and origin. */
    public List<String> problems() {
        return problems;
    }
}
