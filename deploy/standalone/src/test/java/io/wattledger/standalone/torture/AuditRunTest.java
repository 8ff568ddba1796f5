package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRunTest {

    private static final String CLEAN =
            "{\"clean\":true,\"differences\":0,\"firstDifference\":null,\"in\":9,\"windows\":3,\"unproven\":0,\"provenFrom\":null}";

    @TempDir
    Path folder;

    /** Says what it is told, as the audit would. */
    public static final class StandIn {
        private StandIn() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) {
            System.err.println("reading");
            System.out.println(args[1]);
            System.exit(Integer.parseInt(args[0]));
        }
    }

    private AuditRun said(int status, String json) throws Exception {
        return AuditRun.run(StandIn.class.getName(), List.of(Integer.toString(status), json), folder);
    }

    @Test
    void shouldBeContentWithCleanBooks() throws Exception {
        AuditRun audit = said(0, CLEAN);

        assertThat(audit.complaint(9)).isEmpty();
        assertThat(audit.said().at("/clean").asBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("audit.log"))).contains("reading");
    }

    @Test
    void shouldTellTheFirstDifference() throws Exception {
        AuditRun audit = said(1, "{\"clean\":false,\"differences\":3,\"firstDifference\":\"search has 4, should 5\"}");

        assertThat(audit.complaint(9))
                .get()
                .asString()
                .contains("3 differences")
                .contains("search has 4, should 5");
    }

    @Test
    void shouldNotTakeFailureOrNonsenseForClean() throws Exception {
        assertThat(said(1, "{\"clean\":true}").complaint(9)).isPresent();
        assertThat(said(0, "{\"clean\":false}").complaint(9)).isPresent();
        assertThat(said(0, "all is well").complaint(9)).isPresent();
        assertThat(said(0, "").complaint(9)).isPresent();
    }

    @Test
    void shouldNotTakeForProofWhatWasNotAllSeen() throws Exception {
        assertThat(said(0, CLEAN).complaint(10)).hasValue("the audit counts 9 records of the 10 in the input");
        assertThat(said(0, CLEAN.replace("\"windows\":3", "\"windows\":0")).complaint(9))
                .hasValue("the audit compared no window");
        assertThat(said(0, CLEAN.replace("\"unproven\":0", "\"unproven\":2")).complaint(9))
                .hasValue("the audit proved nothing of 2 windows");
        assertThat(said(0, CLEAN.replace("\"provenFrom\":null", "\"provenFrom\":\"2026\""))
                        .complaint(9))
                .hasValue("the audit proves the books from 2026 on only");
        assertThat(said(0, "{\"clean\":true}").complaint(0)).isPresent();
    }
}
