package io.wattledger.rights;

import io.wattledger.config.Config;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** What Kafka refuses, for the person at the keyboard: to whom, what, and what to do. */
public final class Refusals {

    private static final String USUAL_PREFIX = "wattledger.";
    private static final String USUAL_APP = "wattledger";

    private final KafkaUser user;
    private final String grant;

    /**
     * @param kafka settings of Kafka's clients
     * @param part what runs with them
     */
    public Refusals(Map<String, ?> kafka, Part part, String prefix, String appId) {
        this.user = KafkaUser.of(kafka);
        this.grant = "deploy/kafka/acls.sh " + part.label() + " --principal " + user.principal()
                + (prefix.equals(USUAL_PREFIX) ? "" : " --prefix " + prefix)
                + (appId.equals(USUAL_APP) ? "" : " --app-id " + appId);
    }

    public static Refusals of(Config config, Part part) {
        return new Refusals(
                config.kafka(), part, config.topics().prefix(), config.app().id());
    }

    /** The same for somebody who has no name of an application. */
    public Refusals(Map<String, ?> kafka, Part part, String prefix) {
        this(kafka, part, prefix, USUAL_APP);
    }

    /** What was refused, if that is what a failure comes from. */
    public Optional<String> of(Throwable failure) {
        return chain(failure).stream().flatMap(each -> refusal(each).stream()).findFirst();
    }

    /** What was refused; of any other failure, what it says itself. */
    public String message(Throwable failure) {
        return of(failure).orElseGet(() -> {
            List<Throwable> chain = chain(failure);
            String first = text(chain.get(0));
            String last = text(chain.get(chain.size() - 1));
            return first.contains(last) ? first : first + ": " + last;
        });
    }

    /**
     * That some rights are missing.
     *
     * @param rights each as in "Read on topic t"
     */
    public String lacking(Collection<String> rights) {
        return "Kafka does not let %s do this; missing %s. Grant it with: %s (docs/security.md)"
                .formatted(user.words(), String.join(", ", rights), grant);
    }

    private Optional<String> refusal(Throwable e) {
        if (e instanceof TopicAuthorizationException topics) {
            return Optional.of(lacking(List.of(
                    topics.unauthorizedTopics().isEmpty()
                            ? "rights on topics"
                            : "rights on topic " + String.join(", ", new TreeSet<>(topics.unauthorizedTopics())))));
        }
        if (e instanceof GroupAuthorizationException group) {
            return Optional.of(lacking(List.of("Read on group " + group.groupId())));
        }
        if (e instanceof TransactionalIdAuthorizationException) {
            return Optional.of(lacking(List.of("Write on its transactional.id")));
        }
        if (e instanceof ClusterAuthorizationException) {
            return Optional.of(lacking(List.of("Write on any topic, or a right on the cluster: " + said(e))));
        }
        if (e instanceof AuthorizationException) {
            return Optional.of(lacking(List.of("a right: " + said(e))));
        }
        if (e instanceof SaslAuthenticationException) {
            return Optional.of(
                    "Kafka does not accept the credentials of %s: %s. Check kafka.sasl.mechanism and kafka.sasl.jaas.config (docs/security.md)"
                            .formatted(user.words(), said(e)));
        }
        if (e instanceof SslAuthenticationException) {
            List<Throwable> chain = chain(e);
            return Optional.of(
                    ("no TLS with Kafka: %s. Check kafka.ssl.truststore.* (does it hold the authority that signed the broker's certificate,"
                                    + " and is that made out to the name in kafka.bootstrap.servers?) and kafka.ssl.keystore.* (does the broker"
                                    + " ask for a certificate?); docs/security.md")
                            .formatted(said(chain.get(chain.size() - 1))));
        }
        return Optional.empty();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Optional<Throwable> next = Optional.of(failure);
                next.isPresent() && !chain.contains(next.get());
                next = Optional.ofNullable(next.get().getCause())) {
            chain.add(next.get());
        }
        return chain;
    }

    /** For a sentence that goes on. */
    private static String said(Throwable e) {
        return text(e).replaceFirst("\\.$", "");
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
