package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.ledger.Reject;
import io.wattledger.standalone.rejects.BookingCheck.Decoded;
import io.wattledger.v1.RejectReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final Refused TEAMLESS =
            Samples.refused(17, RejectReason.MISSING_FIELD, "team is empty", new byte[600]);

    private static String printed(Consumer<PrintWriter> print) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        print.accept(out);
        out.flush();
        return text.toString();
    }

    @Test
    void shouldListInColumnsCutToTheTerminal() {
        List<ListView.Row> rows = List.of(
                ListView.Row.of(TEAMLESS),
                ListView.Row.of(Samples.refused(3, RejectReason.EMPTY, "the\u001brecord has no value at all", null)));

        assertThat(printed(out -> new ListView(out, 100).print(rows))).isEqualTo("""
                        POSITION               TIME                      REASON              BYTES  DETAIL
                        inference-events-1-17  2026-11-01T12:00:00Z      MISSING_FIELD         600  team is empty
                        inference-events-1-3   2026-11-01T12:00:00Z      EMPTY                   -  the\uFFFDrecord has no value…
                        """);
        assertThat(printed(out -> new ListView(out, Integer.MAX_VALUE).print(rows)))
                .contains("the\uFFFDrecord has no value at all\n");
    }

    @Test
    void shouldShowAllOfARefusedEventAndBoundItsBytes() {
        String text = printed(out -> new ShowView(TEAMLESS, new Decoded.AnEvent(Samples.event())).print(out));

        assertThat(text)
                .contains(
                        "position   inference-events-1-17\n",
                        "reason     MISSING_FIELD\n",
                        "detail     team is empty\n",
                        "key        \"r-17\"\n",
                        "header     trace = 0x00ff\n",
                        "value      600 bytes\n  00000000  00 00",
                        "  and 88 bytes more; --raw FILE writes all of them\n",
                        "\"team\" : \"\"");
        assertThat(text.lines().filter(line -> line.startsWith("  0"))).hasSize(32);
    }

    @Test
    void shouldShowWhatIsNoEventAndAReasonOfANewerVersion() {
        Refused empty = Samples.refused(3, RejectReason.UNKNOWN, "too odd", null);
        var none = new Decoded.NoEvent(new Reject(Reject.Reason.EMPTY, "the record has no value"));

        assertThat(printed(out -> new ShowView(empty, none).print(out)))
                .contains("reason     UNKNOWN (one that this version does not know; the detail tells)\n")
                .contains("value      none\n")
                .endsWith("event      none: the record has no value\n");
        ObjectNode json = new ShowView(empty, none).json();
        assertThat(json.get("event").isNull()).isTrue();
        assertThat(json.get("valueBase64").isNull()).isTrue();
        assertThat(json.at("/key").asText()).isEqualTo("r-17");
        assertThat(json.at("/headers/0/value").isNull()).isTrue();
        assertThat(json.at("/headers/0/valueBase64").asText()).isEqualTo("AP8=");
    }

    @Test
    void shouldCountByReason() {
        Map<RejectReason, Long> counts = Map.of(RejectReason.EMPTY, 1_200L);

        assertThat(printed(out -> new ListView(out, 80).count(counts)))
                .isEqualTo("EMPTY                  1,200\nall                    1,200\n");
        assertThat(printed(out -> new ListView(out, 80).countJson(counts)))
                .contains("\"all\" : 1200")
                .contains("\"EMPTY\" : 1200");
    }

    @Test
    void shouldFilterByReasonTimeAndTopic() {
        Instant at = Samples.ARRIVED;
        Filter any = new Filter(Set.of(), Optional.empty(), Optional.empty(), Set.of(), "");

        assertThat(any.matches(TEAMLESS)).isTrue();
        assertThat(new Filter(EnumSet.of(RejectReason.EMPTY), any.from(), any.to(), any.topics(), "").matches(TEAMLESS))
                .isFalse();
        assertThat(new Filter(any.reasons(), Optional.of(at), Optional.of(at.plusMillis(1)), any.topics(), "")
                        .matches(TEAMLESS))
                .isTrue();
        assertThat(new Filter(any.reasons(), Optional.of(at.plusMillis(1)), any.to(), any.topics(), "")
                        .matches(TEAMLESS))
                .isFalse();
        assertThat(new Filter(any.reasons(), any.from(), Optional.of(at), any.topics(), "").matches(TEAMLESS))
                .isFalse();
        assertThat(new Filter(any.reasons(), any.from(), any.to(), Set.of("events"), "inference-").matches(TEAMLESS))
                .isTrue();
        assertThat(new Filter(any.reasons(), any.from(), any.to(), Set.of("events"), "keyless-").matches(TEAMLESS))
                .isFalse();
    }
}
