package io.wattledger.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is given away is under a licence that allows it, and is told. */
class LicencesTest {

    private static final Path LIST = Path.of("..", "..", "THIRD-PARTY.md");

    private static final Policy POLICY = Policy.of(
            List.of("# words", "allow MIT", "allow Apache-2.0", "take a:* MIT its page", "take b:b MIT its page"));

    private static final List<Component> GOOD = List.of(
            new Component("a", "a", "1", List.of("EPL-2.0", "MIT")),
            new Component("b", "b", "1", List.of()),
            new Component("c", "c", "1", List.of("Apache-2.0")));

    @Test
    void shouldAllowAllThatIsGivenAway() throws IOException {
        assertThat(Bom.components()).hasSizeGreaterThan(80);
        assertThat(Policy.read().problems(Bom.components())).isEmpty();
    }

    @Test
    void shouldListWhatOthersMade() throws IOException {
        String list = ThirdParty.list(Bom.components(), Policy.read());
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(LIST, list);
        }
        assertThat(list)
                .as("THIRD-PARTY.md; -Dwattledger.golden.rewrite=true rewrites it")
                .isEqualTo(Files.readString(LIST));
    }

    @Test
    void shouldTakeALicenceThatIsAllowed() {
        assertThat(POLICY.problems(GOOD)).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotAllowedOrNotKnown() {
        // Given: another licence, a choice that nobody made, and none at all
        List<Component> components = List.of(
                GOOD.get(0),
                GOOD.get(1),
                GOOD.get(2),
                new Component("d", "d", "1", List.of("EPL-2.0")),
                new Component("e", "e", "1", List.of("MIT", "GPL-2.0-only")),
                new Component("f", "f", "1", List.of()));

        // When
        List<String> problems = POLICY.problems(components);

        // Then
        assertThat(problems)
                .containsExactly(
                        "d:d 1 is under [EPL-2.0], which licences.txt does not allow",
                        "e:e 1 is under [MIT, GPL-2.0-only], which licences.txt does not allow",
                        "f:f 1 is under [], which licences.txt does not allow");
    }

    @Test
    void shouldTellWhatNothingNeedsAnyMore() {
        assertThat(POLICY.problems(GOOD.subList(0, 1)))
                .containsExactly(
                        "licences.txt allows Apache-2.0, which nothing is under",
                        "licences.txt has a line for b:b, which is not there");
    }

    @Test
    void shouldSayWhichLineItCannotRead() {
        assertThatThrownBy(() -> Policy.of(List.of("allow MIT", "deny GPL-2.0-only")))
                .hasMessageStartingWith("licences.txt:2: ");
    }
}
