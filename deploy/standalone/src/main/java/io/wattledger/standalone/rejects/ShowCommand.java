package io.wattledger.standalone.rejects;

import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.rejects.BookingCheck.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wattledger rejects show}. */
@Command(
        name = "show",
        description =
                "Shows all of a refused event: reason, position, key, headers, bytes, and the event if they are one.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger rejects show wattledger.inference-events-0-17 --config wattledger.yaml",
            "  wattledger rejects show wattledger.inference-events-0-17 --config wattledger.yaml --event > event.json",
            "  wattledger rejects show wattledger.inference-events-0-17 --config wattledger.yaml --raw event.bin",
            "",
            "Exit codes: 0 done, 1 failed or no such refused event, 2 misuse."
        })
final class ShowCommand extends Subcommand {

    @Parameters(paramLabel = "POSITION", description = "Where it lay in the input: topic-partition-offset.")
    private String position;

    @ArgGroup
    private @Nullable Form form;

    /** One or the other. */
    static final class Form {

        @Option(names = "--json", description = "Prints one JSON object; bytes in Base64.")
        private boolean json;

        @Option(names = "--event", description = "Prints the event alone, as 'rejects retry --event' takes it.")
        private boolean event;

        @Option(names = "--raw", paramLabel = "FILE", description = "Writes the original bytes to a file.")
        private @Nullable Path raw;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields.
        private Form() {}
    }

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private ShowCommand() {}

    @Override
    void checkOptions() {
        if (Positions.parse(position).isEmpty()) {
            throw misuse("'" + position + "' is no position; write topic-partition-offset, as 'rejects list' shows it");
        }
    }

    @Override
    int run(Connection connection, RejectLog log) throws RejectsException, IOException {
        Refused refused = find(log);
        if (form != null && form.raw != null) {
            return write(refused, form.raw);
        }
        Decoded decoded = BookingCheck.of(connection).decode(refused);
        var view = new ShowView(refused, decoded);
        if (form == null) {
            view.print(out());
        } else if (form.json) {
            Json.print(view.json(), out());
        } else if (form.event && decoded instanceof Decoded.AnEvent some) {
            Json.print(EventFields.json(some.event()), out());
        } else {
            throw new RejectsException(position + " holds no event that can be read: "
                    + refused.event().getDetail() + ". --raw writes its bytes to a file");
        }
        return 0;
    }

    private Refused find(RejectLog log) throws RejectsException {
        // 017 is 17: as the position is written when it is read.
        String wanted = Positions.text(Positions.parse(position).orElseThrow());
        List<Refused> found = new ArrayList<>();
        log.read(refused -> {
            if (refused.position().equals(wanted)) {
                found.add(refused);
            }
            return found.isEmpty();
        });
        if (found.isEmpty()) {
            throw Retrier.notThere(List.of(wanted));
        }
        return found.get(0);
    }

    private int write(Refused refused, Path file) throws RejectsException, IOException {
        byte[] value = refused.value();
        if (value == null) {
            throw new RejectsException(position + " has no value, so there are no bytes to write");
        }
        Files.write(file, value);
        out().printf("%,d bytes written to %s%n", value.length, file);
        return 0;
    }
}
