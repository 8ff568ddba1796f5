package io.wattledger.standalone.rejects;

import io.wattledger.v1.RejectReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which refused events are meant.
 *
 * @param reasons any if empty
 * @param from of the arrival in the input, inclusive
 * @param to exclusive
 * @param topics of the input, with or without their prefix; any if empty
 */
record Filter(
        Set<RejectReason> reasons, Optional<Instant> from, Optional<Instant> to, Set<String> topics, String prefix) {

    boolean matches(Refused refused) {
        String topic = refused.event().getTopic();
        return (reasons.isEmpty() || reasons.contains(refused.reason()))
                && from.map(first -> !refused.time().isBefore(first)).orElse(true)
                && to.map(end -> refused.time().isBefore(end)).orElse(true)
                && (topics.isEmpty()
                        || topics.contains(topic)
                        || topics.stream().anyMatch(each -> topic.equals(prefix + each)));
    }
}
