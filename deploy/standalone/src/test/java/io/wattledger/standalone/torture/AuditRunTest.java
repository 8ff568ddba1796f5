package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRunTest {

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
        AuditRun audit = said(0, "{\"clean\":true,\"differences\":0,\"firstDifference\":null}");

        assertThat(audit.complaint()).isEmpty();
        assertThat(audit.said().at("/clean").asBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("audit.log"))).contains("reading");
    }

    @Test
    void shouldTellTheFirstDifference() throws Exception {
        AuditRun audit = said(1, "{\"clean\":false,\"differences\":3,\"firstDifference\":\"search has 4, should 5\"}");

        assertThat(audit.complaint()).get().asString().contains("3 differences").contains("search has 4, should 5");
    }

    @Test
    void shouldNotTakeFailureOrNonsenseForClean() throws Exception {
        assertThat(said(1, "{\"clean\":true}").complaint()).isPresent();
        assertThat(said(0, "{\"clean\":false}").complaint()).isPresent();
        assertThat(said(0, "all is well").complaint()).isPresent();
        assertThat(said(0, "").complaint()).isPresent();
    }
}
