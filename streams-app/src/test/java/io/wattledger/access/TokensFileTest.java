package io.wattledger.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensFileTest {

    private static final String HASH = "0".repeat(64);
    private static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatItWrote() throws Exception {
        Path file = folder.resolve("new/tokens.yaml");
        List<Token> tokens = List.of(
                token("ops", Role.ADMIN, Optional.empty(), Optional.empty()),
                token("search", Role.READER, Optional.of(Set.of("search", "*weird: team")), Optional.of(NOON)),
                token("all", Role.INGEST, Optional.empty(), Optional.empty()));
        TokensFile.write(file, tokens);
        assertThat(TokensFile.read(file)).isEqualTo(tokens);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertThat(beside).containsExactly(file);
        }
    }

    private static Token token(String name, Role role, Optional<Set<String>> teams, Optional<Instant> expires) {
        return new Token(HexFormat.of().formatHex(Secret.hash(name)), new Viewer(name, role, teams), expires);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "role: admin, sha256: HASH | token 1: name is ''; write 1 to 64",
                "name: a b, role: admin, sha256: HASH | token 1: name is 'a b'",
                "name: a, role: root, sha256: HASH | token 1: role is 'root'; write one of admin, reader, ingest",
                "name: a, role: admin, sha256: abc | token 1: sha256 is not 64 digits",
                "name: a, role: admin, sha256: HASH, team: x | token 1: 'team' is not known; write [expires, name,",
                "name: a, role: reader, sha256: HASH | token 1: teams is missing; write a list of them, or '*' for all",
                "name: a, role: ingest, sha256: HASH | token 1: teams is missing",
                "name: a, role: reader, teams: [], sha256: HASH | token 1: teams is empty",
                "name: a, role: reader, teams: search, sha256: HASH | token 1: teams is no list of names",
                "name: a, role: reader, teams: ['*'], sha256: HASH | token 1: '*' stands in a list",
                "name: a, role: admin, teams: [x], sha256: HASH | token 1: an admin sees all teams",
                "name: a, role: admin, sha256: HASH, expires: soon | token 1: expires is 'soon'; write a day",
            })
    void shouldSayWhatIsWrongWithAToken(String token, String problem) throws Exception {
        Path file = Files.writeString(
                folder.resolve("tokens.yaml"), "tokens: [{" + token.replace("HASH", "'" + HASH + "'") + "}]");
        assertThatThrownBy(() -> TokensFile.read(file))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining(file + ", " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a mapping with the list 'tokens' is expected",
                "tokens: yes | a mapping with the list 'tokens' is expected",
                "token: [] | a mapping with the list 'tokens' is expected",
                "tokens: [ | is not YAML",
                "tokens: [x] | token 1: name, role and sha256 are expected",
            })
    void shouldSayWhatIsWrongWithAFile(String content, String problem) throws Exception {
        Path file = Files.writeString(folder.resolve("tokens.yaml"), content);
        assertThatThrownBy(() -> TokensFile.read(file))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void shouldSayAllThatIsWrongAtOnceAndWhatMakesAFile() throws Exception {
        String twice = "{name: a, role: admin, sha256: '" + HASH + "'}";
        Path file = Files.writeString(folder.resolve("tokens.yaml"), "tokens: [" + twice + "," + twice + "]");
        assertThatThrownBy(() -> TokensFile.read(file))
                .hasMessageContaining("token 2: name a is there twice")
                .hasMessageContaining("token 2: sha256 is that of another token");
        Path none = folder.resolve("none.yaml");
        assertThatThrownBy(() -> TokensFile.read(none))
                .hasMessageContaining("does not exist; 'wattledger token create --file " + none + "' makes it");
    }

    @Test
    void shouldMakeSecretsThatNobodyGuesses() {
        String secret = Secret.random();
        assertThat(secret).matches("wl_[A-Za-z0-9_-]{43}").isNotEqualTo(Secret.random());
        assertThat(HexFormat.of().formatHex(Secret.hash("abc")))
                .as("FIPS 180-2, appendix B.1")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
