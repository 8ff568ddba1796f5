package io.wattledger.standalone;

import io.wattledger.standalone.workload.BadLine;
import io.wattledger.standalone.workload.OnError;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.Trace;
import io.wattledger.standalone.workload.TraceFiles;
import io.wattledger.standalone.workload.TraceFormatException;
import io.wattledger.standalone.workload.TraceMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How fast a trace is replayed, and what its files stand for. */
final class TraceOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--map",
            paramLabel = "STEM:team=…,model=…,gpu=…,region=…",
            description = "Who and what an Azure trace file stands for; repeatable.")
    private List<String> mappings = new ArrayList<>();

    @ArgGroup
    private @Nullable Speed speed;

    /** One or the other. */
    static final class Speed {

        @Option(
                names = "--speed",
                paramLabel = "FACTOR",
                description = "60x: an hour in a minute; max: as fast as Kafka takes it.")
        private @Nullable String factor;

        @Option(names = "--rate", paramLabel = "N", description = "Events per second, evenly.")
        private @Nullable Double rate;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields.
        private Speed() {}
    }

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    TraceOptions() {}

    boolean hasMappings() {
        return !mappings.isEmpty();
    }

    /**
     * The pace that was asked for.
     *
     * @param usual the factor where none was
     * @throws ParameterException if it is none
     */
    Pace pace(String usual) {
        try {
            if (speed == null) {
                return Pace.parse(usual);
            }
            return speed.rate != null ? Pace.rate(speed.rate) : Pace.parse(speed.factor == null ? usual : speed.factor);
        } catch (IllegalArgumentException e) {
            throw misuse(e);
        }
    }

    /**
     * Opens files and reads them once, so that their length is known.
     *
     * @throws ParameterException if a mapping is wrong
     * @throws TraceFormatException if a file cannot be read, or holds a bad line that stops it
     */
    Trace open(List<Path> files, OnError onError, Consumer<BadLine> report) {
        try {
            Trace trace = TraceFiles.open(files, TraceMapping.parse(mappings), onError, report);
            trace.extent();
            return trace;
        } catch (IllegalArgumentException e) {
            throw misuse(e);
        }
    }

    private ParameterException misuse(IllegalArgumentException e) {
        return new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
}
