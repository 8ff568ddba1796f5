package io.wattledger.estimator.cli;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong with a YAML file, each with its place. */
final class YamlProblems {

    /** So many are told; a person reads no more of them, and a wrong file may have a million. */
    private static final int MOST = 100;

    private final String file;
    private final List<String> lines = new ArrayList<>();
    private int more;

    YamlProblems(String file) {
        this.file = file;
    }

    void add(Node where, String path, String what) {
        if (lines.size() < MOST) {
            lines.add(place(where, path) + ": " + what);
        } else {
            more++;
        }
    }

    boolean none() {
        return lines.isEmpty();
    }

    /** File, line and path. */
    String place(Node where, String path) {
        String line = where.getStartMark()
                .map(mark -> ", line " + (mark.getLine() + 1))
                .orElse("");
        return file + line + (path.isEmpty() ? "" : ": " + path);
    }

    /** One a line, in the order they were found. */
    @Override
    public String toString() {
        return String.join("\n", lines) + (more == 0 ? "" : "\n%s: and %d more problems".formatted(file, more));
    }
}
