package io.wattledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.access.Access;
import io.wattledger.access.Role;
import io.wattledger.access.Tokens;
import io.wattledger.access.Viewer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TokenCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String arguments) {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ", -1)));
        all.addAll(List.of("--file", file().toString()));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new TokenCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve("tokens.yaml");
    }

    private Optional<Viewer> viewer(String secret) throws Exception {
        return Access.with(Tokens.of(file())).viewer(Optional.of("Bearer " + secret), Instant.now());
    }

    @Test
    void shouldMakeTokensThatAreTakenUntilTheyAreRevoked() throws Exception {
        assertThat(run("create ops --role admin")).as(err.toString()).isZero();
        String ops = out.toString().strip();
        assertThat(run("create team --role reader --team search --team ads --expires 2999-01-01"))
                .isZero();
        String team = out.toString().strip();
        assertThat(run("create gate --role ingest --all-teams")).isZero();

        assertThat(viewer(ops)).contains(new Viewer("ops", Role.ADMIN, Optional.empty()));
        assertThat(viewer(team)).contains(new Viewer("team", Role.READER, Optional.of(Set.of("ads", "search"))));
        assertThat(Files.readString(file())).doesNotContain(ops, team);

        assertThat(run("list")).isZero();
        assertThat(out.toString())
                .contains("ops ", "admin", "ads,search", "2999-01-01T00:00:00Z", "never")
                .doesNotContain(ops);

        assertThat(run("revoke ops")).isZero();
        assertThat(viewer(ops)).isEmpty();
        assertThat(viewer(team)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create a --role root | --role is 'root'; write one of admin, reader, ingest",
                "create a --role reader | name its teams with --team, or write --all-teams",
                "create a --role reader --team x --all-teams | name its teams",
                "create a --role admin --team x | an admin sees all teams",
                "create a/b --role admin | name is 'a/b'",
                "create a --role admin --expires soon | --expires is 'soon'; write a day",
                "create a --role admin --expires 2001-01-01 | it would have expired already",
                "create known --role admin | there is a token 'known' already",
                "revoke nobody | there is no token 'nobody'",
                "create a | Missing required option: '--role=ROLE'",
            })
    void shouldSayWhatToWriteInstead(String arguments, String problem) throws Exception {
        assertThat(run("create known --role admin")).isZero();
        String before = Files.readString(file());
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(problem);
        assertThat(Files.readString(file())).isEqualTo(before);
    }

    @Test
    void shouldLeaveAFileAloneThatItCannotRead() throws Exception {
        Files.writeString(file(), "tokens: [");
        assertThat(run("create a --role admin")).isEqualTo(1);
        assertThat(err.toString()).contains("is not YAML");
        assertThat(Files.readString(file())).isEqualTo("tokens: [");
        assertThat(run("list")).isEqualTo(1);
    }
}
