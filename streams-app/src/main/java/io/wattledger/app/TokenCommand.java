package io.wattledger.app;

import io.wattledger.access.AccessException;
import io.wattledger.access.Role;
import io.wattledger.access.Secret;
import io.wattledger.access.Token;
import io.wattledger.access.TokensFile;
import io.wattledger.access.Viewer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wattledger token}: the tokens that HTTP asks for. */
@Command(
        name = "token",
        description = {
            "Makes, lists and revokes the tokens that an instance's HTTP interface asks for (access.tokens).",
            "A running instance takes up a change within seconds."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger token create ops --role admin --file tokens.yaml",
            "  wattledger token create search-page --role reader --team search --file tokens.yaml",
            "  wattledger token create prometheus --role reader --all-teams --file tokens.yaml",
            "  wattledger token create gateway-1 --role ingest --all-teams --expires 2027-06-30 --file tokens.yaml",
            "  wattledger token revoke search-page --file tokens.yaml",
            "",
            "docs/api.md says what each role may. Exit codes: 0 done, 1 failed, 2 misuse."
        })
public final class TokenCommand implements Runnable {

    private static final int FAILED = 1;
    private static final String CREATE = "create";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    public TokenCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which? create, list or revoke");
    }

    @Command(
            name = CREATE,
            description =
                    "Makes a token, adds its hash to the file, and prints the token, this once, on standard output.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int create(
            @Parameters(paramLabel = "NAME", description = "What it is called, in the access log, too.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "admin (everything), reader (sees its teams) or ingest (writes events).")
                    String role,
            @Option(names = "--team", paramLabel = "NAME", description = "A team of a reader or of ingest; repeatable.")
                    @Nullable
                    List<String> teams,
            @Option(names = "--all-teams", description = "All teams.") boolean all,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "From when on it is not taken: a day (2027-01-31) or a time. Default: never.")
                    @Nullable
                    String expires,
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "The file of access.tokens.")
                    Path file) {
        Viewer viewer = new Viewer(name, role(role), teams(role(role), teams == null ? List.of() : teams, all));
        Optional<Instant> end = Optional.ofNullable(expires).map(text -> TokensFile.time(text)
                .orElseThrow(() -> misuse(
                        CREATE,
                        "--expires is '" + text
                                + "'; write a day like 2027-01-31 or a time like 2027-01-31T12:00:00Z")));
        String secret = Secret.random();
        Token token = new Token(HexFormat.of().formatHex(Secret.hash(secret)), viewer, end);
        return change(CREATE, file, tokens -> {
            TokensFile.problemOf(token, tokens, Instant.now()).ifPresent(problem -> {
                throw misuse(CREATE, problem);
            });
            List<Token> more = new ArrayList<>(tokens);
            more.add(token);
            TokensFile.write(file, more);
            PrintWriter out = spec.commandLine().getOut();
            out.println(secret);
            out.flush();
        });
    }

    @Command(
            name = "list",
            description = "Shows the tokens of a file, without their secrets, which nobody knows.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int list(
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "The file of access.tokens.")
                    Path file) {
        List<Token> tokens;
        try {
            tokens = TokensFile.read(file);
        } catch (AccessException e) {
            return failed("list", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Instant.now();
        out.printf("%-24s %-8s %-24s %s%n", "NAME", "ROLE", "TEAMS", "EXPIRES");
        tokens.forEach(token -> out.printf(
                "%-24s %-8s %-24s %s%s%n",
                token.viewer().name(),
                token.viewer().role().label(),
                token.viewer()
                        .teams()
                        .map(teams -> String.join(",", new TreeSet<>(teams)))
                        .orElse("all"),
                token.expires().map(Instant::toString).orElse("never"),
                token.isValidAt(now) ? "" : " (expired)"));
        out.flush();
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Takes a token out of the file; running instances refuse it within seconds.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int revoke(
            @Parameters(paramLabel = "NAME", description = "What it is called.") String name,
            @Option(names = "--file", paramLabel = "FILE", required = true, description = "The file of access.tokens.")
                    Path file) {
        return change("revoke", file, tokens -> {
            List<Token> fewer = tokens.stream()
                    .filter(token -> !token.viewer().name().equals(name))
                    .toList();
            if (fewer.size() == tokens.size()) {
                throw misuse("revoke", "there is no token '" + name + "' in " + file);
            }
            TokensFile.write(file, fewer);
        });
    }

    /** What is done with the tokens of a file. */
    @FunctionalInterface
    private interface Change {
        void of(List<Token> tokens) throws IOException;
    }

    /** One change at a time, whoever makes it: a file beside it is locked meanwhile. */
    private int change(String command, Path file, Change change) {
        Path guard = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".lock");
        try {
            Files.createDirectories(Objects.requireNonNull(guard.getParent(), "a file has a folder"));
            try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var unused = channel.lock();
                change.of(command.equals(CREATE) && Files.notExists(file) ? List.of() : TokensFile.read(file));
                return 0;
            }
        } catch (AccessException | IOException e) {
            return failed(command, e);
        }
    }

    private int failed(String command, Exception e) {
        spec.commandLine().getErr().println("wattledger token " + command + ": " + e.getMessage());
        return FAILED;
    }

    private Role role(String label) {
        return Role.named(label)
                .orElseThrow(() -> misuse(CREATE, "--role is '" + label + "'; write one of " + Role.labels()));
    }

    private Optional<Set<String>> teams(Role role, List<String> teams, boolean all) {
        if (role == Role.ADMIN) {
            if (!teams.isEmpty()) {
                throw misuse(CREATE, "an admin sees all teams; leave --team out, or write --role reader");
            }
            return Optional.empty();
        }
        if (all == !teams.isEmpty()) {
            throw misuse(CREATE, "name its teams with --team, or write --all-teams");
        }
        return all ? Optional.empty() : Optional.of(new HashSet<>(teams));
    }

    private ParameterException misuse(String command, String problem) {
        return new ParameterException(
                spec.commandLine().getSubcommands().getOrDefault(command, spec.commandLine()), problem);
    }
}
