package io.wattledger.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Map<String, String> SCRAM = Map.of(
            "security.protocol",
            "SASL_SSL",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ledger\" password=\"s\";");

    private final Refusals refusals = new Refusals(SCRAM, Part.APPLICATION, "wattledger.", "wattledger");

    @Test
    void shouldSayToWhomWhatWasRefusedAndWhatToDo() {
        var wrapped = new ExecutionException(
                new KafkaException("in a thread", new TopicAuthorizationException(Set.of("b", "a"))));

        assertThat(refusals.of(wrapped))
                .hasValue("Kafka does not let User:ledger do this; missing rights on topic a, b. Grant it with: "
                        + "deploy/kafka/acls.sh application --principal User:ledger (docs/security.md)");
        assertThat(refusals.of(GroupAuthorizationException.forGroupId("g")))
                .hasValueSatisfying(text -> assertThat(text).contains("missing Read on group g."));
        assertThat(refusals.of(new TransactionalIdAuthorizationException("no")))
                .hasValueSatisfying(text -> assertThat(text).contains("missing Write on its transactional.id."));
        assertThat(refusals.of(new ClusterAuthorizationException("Cluster authorization failed.")))
                .hasValueSatisfying(text -> assertThat(text).contains("missing Write on any topic, or a right on"));
    }

    @Test
    void shouldNameOtherBooksInTheCommand() {
        var own = new Refusals(SCRAM, Part.REPORT, "own.", "mine");

        assertThat(own.lacking(List.of("Read on topic own.t")))
                .contains("acls.sh report --principal User:ledger --prefix own. --app-id mine (docs");
    }

    @Test
    void shouldTellWrongCredentialsFromMissingRights() {
        assertThat(refusals.message(new SaslAuthenticationException("invalid credentials")))
                .startsWith(
                        "Kafka does not accept the credentials of User:ledger: invalid credentials. Check kafka.sasl");
        assertThat(refusals.message(new SslAuthenticationException(
                        "SSL handshake failed", new SSLHandshakeException("unable to find valid certification path"))))
                .startsWith("no TLS with Kafka: unable to find valid certification path. Check kafka.ssl.truststore.*");
    }

    @Test
    void shouldSayOfAnyOtherFailureWhatItsRootSays() {
        assertThat(refusals.of(new TimeoutException("later"))).isEmpty();
        assertThat(refusals.message(new KafkaException(
                        "Failed to create new KafkaAdminClient", new ConfigException("no file /etc/trust.p12"))))
                .isEqualTo("Failed to create new KafkaAdminClient: no file /etc/trust.p12");
        assertThat(refusals.message(new TimeoutException())).isEqualTo("TimeoutException");
    }

    @Test
    void shouldKnowWhomKafkaSees() {
        assertThat(KafkaUser.of(Map.of()).principal()).isEqualTo("User:ANONYMOUS");
        assertThat(KafkaUser.of(Map.of("security.protocol", "SSL")).words()).isEqualTo("User:ANONYMOUS");
        assertThat(KafkaUser.of(Map.of("security.protocol", "SSL", "ssl.keystore.location", "/a.p12")))
                .isEqualTo(new KafkaUser("the owner of the certificate in /a.p12", "User:…"));
        assertThat(KafkaUser.of(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "GSSAPI"))
                        .words())
                .isEqualTo("the user of kafka.sasl.*");
        assertThat(KafkaUser.of(Map.of("security.protocol", "sasl_ssl", "sasl.jaas.config", "M required username=bob;"))
                        .principal())
                .isEqualTo("User:bob");
        assertThat(KafkaUser.of(Map.of(
                                "security.protocol", "SASL_SSL", "sasl.jaas.config", "M required username=\"b o b\";"))
                        .principal())
                .isEqualTo("'User:b o b'");
    }
}
