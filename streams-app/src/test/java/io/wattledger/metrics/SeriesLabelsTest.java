package io.wattledger.metrics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.OwnBooks;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesLabelsTest {

    @Test
    void shouldGiveTheValuesWithMostRequestsASeriesAndAddUpTheOthers() {
        SeriesLabels labels = new SeriesLabels(List.of("team"), 2);
        assertThat(requests(labels, books(Map.of("a", 1L, "b", 5L, "c", 3L, "d", 2L))))
                .isEqualTo(Map.of("b", 5L, "c", 3L, "other", 3L));
        assertThat(labels.overflow()).containsEntry("team", 2).containsEntry("model", 0);
    }

    @Test
    void shouldLetAValueKeepItsSeriesWhateverComesLater() {
        SeriesLabels labels = new SeriesLabels(List.of("team"), 2);
        requests(labels, books(Map.of("a", 1L, "b", 2L)));
        assertThat(requests(labels, books(Map.of("a", 1L, "b", 2L, "c", 100L))))
                .isEqualTo(Map.of("a", 1L, "b", 2L, "other", 100L));
        // A partition left and came back.
        assertThat(requests(labels, books(Map.of("b", 2L, "c", 100L)))).isEqualTo(Map.of("b", 2L, "other", 100L));
        assertThat(requests(labels, books(Map.of("a", 1L, "b", 2L)))).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(labels.overflow()).containsEntry("team", 1);
    }

    @Test
    void shouldDecideBetweenEqualsByName() {
        SeriesLabels labels = new SeriesLabels(List.of("team"), 1);
        assertThat(requests(labels, books(Map.of("z", 1L, "m", 1L, "b", 1L)))).isEqualTo(Map.of("b", 1L, "other", 2L));
    }

    @Test
    void shouldLeaveOutDimensionsThatAreNoLabels() {
        SeriesLabels labels = new SeriesLabels(List.of("region", "project"), 10);
        OwnBooks books = books(Map.of("a", 1L, "b", 2L));
        labels.see(books);
        assertThat(labels.byPartition(books).keySet())
                .containsExactly(Labels.of("partition", "7", "project", "", "region", "r"));
        assertThat(labels.byModelAndGpu(books).keySet()).containsExactly(Labels.of("gpu", "g", "model", "m"));
    }

    @Test
    void shouldAddUpNothingOverPartitionsThatMayLeaveByThemselves() {
        SeriesLabels labels = new SeriesLabels(List.of("team"), 1);
        OwnBooks books = new OwnBooks(
                Map.of(),
                Map.of(0, totals(Map.of("a", 9L, "b", 2L)), 1, totals(Map.of("c", 3L))),
                List.of(),
                List.of());
        labels.see(books);
        assertThat(labels.byPartition(books).keySet())
                .containsExactlyInAnyOrder(
                        Labels.of("partition", "0", "team", "a"),
                        Labels.of("partition", "0", "team", "other"),
                        Labels.of("partition", "1", "team", "other"));
    }

    @Test
    void shouldShowOneSeriesWithoutLabels() {
        SeriesLabels labels = new SeriesLabels(List.of(), 10);
        OwnBooks books = books(Map.of("a", 1L, "b", 2L));
        labels.see(books);
        assertThat(labels.byPartition(books).keySet()).containsExactly(Labels.of("partition", "7"));
    }

    private static Map<String, Long> requests(SeriesLabels labels, OwnBooks books) {
        labels.see(books);
        return labels.byPartition(books).entrySet().stream()
                .collect(toMap(
                        series -> String.valueOf(series.getKey().get("team")),
                        series -> series.getValue().usage().requests(),
                        Long::sum));
    }

    private static OwnBooks books(Map<String, Long> requestsByTeam) {
        return new OwnBooks(Map.of(), Map.of(7, totals(requestsByTeam)), List.of(), List.of());
    }

    private static Map<Dimensions, Total> totals(Map<String, Long> requestsByTeam) {
        return requestsByTeam.entrySet().stream()
                .collect(toMap(
                        team -> new Dimensions(team.getKey(), Optional.empty(), "m", "g", "r"),
                        team -> total(team.getValue())));
    }

    private static Total total(long requests) {
        return new Total(
                new Usage(requests, 0, 0, 0, 0, 0, 0), 0, 0, Footprint.UNKNOWN, Amount.zero(), 0, Footprint.UNKNOWN);
    }
}
