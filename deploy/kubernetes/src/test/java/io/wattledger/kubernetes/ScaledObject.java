package io.wattledger.kubernetes;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** KEDA's ScaledObject, with a trigger for Kafka and the fields that keda.sh/docs/2.17 has for both: Maven Central has no model of it. */
@Group("keda.sh")
@Version("v1alpha1")
final class ScaledObject extends CustomResource<ScaledObject.Spec, Void> {

    private static final long serialVersionUID = 1L;

    record Spec(
            ScaleTargetRef scaleTargetRef,
            @Nullable Integer pollingInterval,
            @Nullable Integer cooldownPeriod,
            @Nullable Integer initialCooldownPeriod,
            @Nullable Integer idleReplicaCount,
            Integer minReplicaCount,
            Integer maxReplicaCount,
            Advanced advanced,
            List<Trigger> triggers) {}

    record ScaleTargetRef(String apiVersion, String kind, String name) {}

    record Advanced(@Nullable Boolean restoreToOriginalReplicaCount, Config horizontalPodAutoscalerConfig) {}

    record Config(@Nullable String name, HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(
            String type,
            @Nullable String name,
            @Nullable String metricType,
            @Nullable Boolean useCachedMetrics,
            KafkaTrigger metadata,
            @Nullable AuthenticationRef authenticationRef) {}

    record AuthenticationRef(String name, @Nullable String kind) {}

    /** All are text, numbers and truth values as well. */
    record KafkaTrigger(
            String bootstrapServers,
            String consumerGroup,
            String topic,
            String lagThreshold,
            @Nullable String activationLagThreshold,
            @Nullable String offsetResetPolicy,
            @Nullable String allowIdleConsumers,
            @Nullable String scaleToZeroOnInvalidOffset,
            @Nullable String excludePersistentLag,
            @Nullable String limitToPartitionsWithLag,
            @Nullable String partitionLimitation,
            @Nullable String version) {}
}
