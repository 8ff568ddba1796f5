package io.wattledger.bench;

import io.wattledger.schemas.Topics;
import io.wattledger.standalone.child.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that goes on producing at a pace of its own. */
final class Pacer implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final JavaChild process;

    private Pacer(JavaChild process) {
        this.process = process;
    }

    /** @param rate events per second; 0: as many as it can */
    static Pacer start(Stage stage, Load load, Path folder, long rate) throws BenchException {
        Path own = folder.resolve("pacer");
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new BenchException("folder " + own + " cannot be made: " + e, e);
        }
        int schema = stage.registry()
                .idOf(
                        load.eventTopic() + "-value",
                        new Topics(load.prefix(), stage.registry(), false)
                                .eventCodec()
                                .schema());
        var program = new JavaChild.Program(
                PacerMain.class.getName(),
                List.of("-XX:+UseParallelGC", "-Xmx256m"),
                System.getProperty("java.class.path"),
                List.of(
                        stage.cluster().bootstrap(),
                        load.eventTopic(),
                        Integer.toString(schema),
                        Integer.toString(load.population().size()),
                        load.skew().name(),
                        Long.toString(rate)));
        return new Pacer(stage.add(JavaChild.start(program, own.resolve("log"))));
    }

    void requireAlive() throws BenchException {
        if (!process.isAlive()) {
            throw new BenchException("the producer ended by itself; its log is " + process.log());
        }
    }

    @Override
    public void close() {
        boolean unused = process.terminate(STOP_LIMIT);
    }
}
