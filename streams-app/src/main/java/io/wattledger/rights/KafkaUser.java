package io.wattledger.rights;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Whom Kafka takes the owner of some settings for, as far as settings tell: what a broker makes of a certificate or a ticket, it
 * alone knows.
 *
 * @param words for a sentence
 * @param principal as its rights are granted to
 */
record KafkaUser(String words, String principal) {

    private static final String UNKNOWN = "User:…";
    private static final Pattern USERNAME = Pattern.compile("\\busername\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");

    static KafkaUser of(Map<String, ?> kafka) {
        String protocol = text(kafka, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .toUpperCase(Locale.ROOT);
        if (protocol.startsWith("SASL")) {
            Matcher name = USERNAME.matcher(text(kafka, SaslConfigs.SASL_JAAS_CONFIG, ""));
            return name.find()
                    ? named("User:" + (name.group(1) == null ? name.group(2) : name.group(1)))
                    : new KafkaUser("the user of kafka.sasl.*", UNKNOWN);
        }
        if (protocol.equals("SSL") && kafka.containsKey(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)) {
            return new KafkaUser(
                    "the owner of the certificate in " + kafka.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG), UNKNOWN);
        }
        if (protocol.equals("SSL") && kafka.containsKey(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)) {
            return new KafkaUser("the owner of the certificate in kafka.ssl.keystore.certificate.chain", UNKNOWN);
        }
        return named("User:ANONYMOUS");
    }

    private static KafkaUser named(String principal) {
        return new KafkaUser(principal, principal.matches("[\\w:.@-]+") ? principal : "'" + principal + "'");
    }

    private static String text(Map<String, ?> kafka, String key, String or) {
        Object value = kafka.get(key);
        return value == null ? or : value.toString();
    }
}
