package io.wattledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code deploy/kafka/acls.sh}, run by a shell. */
final class Acls {

    static final Path SCRIPT =
            Path.of("..", "kafka", "acls.sh").toAbsolutePath().normalize();

    private static final int LIMIT_SECONDS = 120;

    private Acls() {}

    static Programs.Ran run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "acls", ".log");
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("KAFKA_ACLS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException(command + " did not end within " + LIMIT_SECONDS + " s");
        }
        return new Programs.Ran(process.exitValue(), Files.readString(output));
    }

    /** The arguments of each command that it would run. */
    static List<List<String>> commands(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> dry = new ArrayList<>(List.of(arguments));
        dry.add("--dry-run");
        Programs.Ran ran = run(folder, Map.of(), dry.toArray(String[]::new));
        if (ran.status() != 0) {
            throw new IOException(ran.output());
        }
        return ran.output()
                .lines()
                .map(line -> List.of(line.split(" ", -1)))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }
}
