package io.wattledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CombinationsTest {

    private final Combinations combinations =
            new Combinations(dimensions -> !dimensions.team().isBlank());

    @Test
    void shouldFindWhatItLearntByItsBytesWhereverTheyLie() {
        // Given: images of all lengths, many of them alike but for a byte
        Random random = new Random(1);
        Map<String, Combination> learnt = new HashMap<>();
        while (learnt.size() < 3_000) {
            String image = "x".repeat(random.nextInt(40)) + (char) ('a' + random.nextInt(3)) + learnt.size() % 700;
            byte[] bytes = image.getBytes(UTF_8);
            if (!learnt.containsKey(image)) {
                assertThat(combinations.find(bytes, 0, bytes.length)).isNull();
                learnt.put(image, combinations.learn(bytes, 0, bytes.length, team(image)));
            }
        }
        // Then
        learnt.forEach((image, combination) -> {
            byte[] record = ("ab" + image + "cd").getBytes(UTF_8);
            assertThat(combinations.find(record, 2, record.length - 2)).isSameAs(combination);
            assertThat(combination.dimensions()).isEqualTo(team(image));
        });
    }

    @Test
    void shouldHaveOneObjectForEqualDimensionsHoweverTheyAreWritten() {
        Combination one = combinations.learn(new byte[] {1}, 0, 1, team("a"));
        assertThat(combinations.learn(new byte[] {2}, 0, 1, team("a"))).isSameAs(one);
        assertThat(combinations.of(team("a"))).isSameAs(one);
        assertThat(combinations.of(team("b"))).isNotSameAs(one);
    }

    @Test
    void shouldKnowWhetherTheRulesHaveNothingAgainstTheTexts() {
        assertThat(combinations.of(team("a")).sound()).isTrue();
        assertThat(combinations.of(team(" ")).sound()).isFalse();
    }

    @Test
    void shouldBeFullBeforeEverNewNamesFillTheMemoryAndEmptyOnceCleared() {
        int names = 0;
        while (!combinations.full()) {
            byte[] image = ("name-" + names++ + "-".repeat(200)).getBytes(UTF_8);
            combinations.learn(image, 0, image.length, team(new String(image, UTF_8)));
        }
        assertThat(names).isBetween(10_000, 20_000);
        combinations.clear();
        assertThat(combinations.full()).isFalse();
        assertThat(combinations.known(team("name-0-" + "-".repeat(199)))).isEmpty();
    }

    private static Dimensions team(String team) {
        return new Dimensions(team, Optional.empty(), "m", "g", "r");
    }
}
