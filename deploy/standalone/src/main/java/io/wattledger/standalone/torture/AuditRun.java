package io.wattledger.standalone.torture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.wattledger.standalone.child.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code wattledger audit} said.
 *
 * @param status its exit code
 * @param said what it printed; null if that is no JSON
 */
record AuditRun(int status, JsonNode said) {

    private static final int HEAP_MEGABYTES = 2_048;
    private static final int KILLED = 137;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Runs it as a process of its own. */
    static AuditRun run(String mainClass, List<String> options, Path folder) throws TortureException {
        Path out = folder.resolve("audit.json");
        Path log = folder.resolve("audit.log");
        var program = new JavaChild.Program(mainClass, HEAP_MEGABYTES, options);
        try (JavaChild audit = JavaChild.start(program, log, ProcessBuilder.Redirect.to(out.toFile()))) {
            if (!audit.await(LIMIT)) {
                audit.kill();
                return new AuditRun(KILLED, NullNode.getInstance());
            }
            return new AuditRun(audit.status(), json(Files.readString(out)));
        } catch (IOException e) {
            throw new TortureException("what the audit said cannot be read: " + e, e);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode node = new ObjectMapper().readTree(text);
            return node == null || node.isMissingNode() ? NullNode.getInstance() : node;
        } catch (IOException e) {
            return NullNode.getInstance();
        }
    }

    /**
     * Why it does not show that the books are right; empty when it does. That nothing differs is not enough: it must have seen
     * all of them.
     *
     * @param records that lie in the input
     */
    Optional<String> complaint(long records) {
        return unclean().or(() -> unproven(records));
    }

    private Optional<String> unproven(long records) {
        long in = said.path("in").asLong(-1);
        if (in != records) {
            return Optional.of("the audit counts %d records of the %d in the input".formatted(in, records));
        }
        if (said.path("windows").asLong(0) <= 0) {
            return Optional.of("the audit compared no window");
        }
        if (said.path("unproven").asLong(-1) != 0) {
            return Optional.of("the audit proved nothing of %s windows"
                    .formatted(said.path("unproven").asText("?")));
        }
        return said.path("provenFrom").isNull()
                ? Optional.empty()
                : Optional.of("the audit proves the books from %s on only"
                        .formatted(said.path("provenFrom").asText("?")));
    }

    private Optional<String> unclean() {
        if (status == 0 && said.path("clean").asBoolean(false)) {
            return Optional.empty();
        }
        JsonNode first = said.path("firstDifference");
        if (!first.isMissingNode() && !first.isNull()) {
            return Optional.of("the audit found %s differences; the first: %s"
                    .formatted(said.path("differences").asText("?"), first.isTextual() ? first.asText() : first));
        }
        return Optional.of("the audit ended with %d and did not call the books clean".formatted(status));
    }
}
