package io.wattledger.estimator.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {

    private static final Path PAGE = Path.of("../docs/reproduction.md");

    @Test
    void shouldBeThePageOfTheDocumentation() throws IOException {
        String page = MarkdownPage.of(Reproduction.of(Optional.empty()));

        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("%s; if the change is meant, rewrite it with -Dwattledger.golden.rewrite=true", PAGE)
                .content()
                .isEqualTo(page);
    }

    @Test
    void shouldHaveARowForEveryFigure() {
        Reproduction all = Reproduction.of(Optional.empty());

        long rows = MarkdownPage.of(all)
                .lines()
                .filter(line -> line.startsWith("| "))
                .count();
        long tables = all.figures().stream()
                .map(figure -> figure.document() + figure.table())
                .distinct()
                .count();

        // Each table has a header and a rule; the summary has both and a row for each of four documents.
        assertThat(rows).isEqualTo(all.figures().size() + 2 * tables + 6);
    }
}
