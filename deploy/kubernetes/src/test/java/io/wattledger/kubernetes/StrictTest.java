package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the chart are as good as this reading is strict. */
class StrictTest {

    private static final String GOOD = """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: books, labels: {app: books}}
            spec:
              replicas: 2
              podManagementPolicy: Parallel
              template:
                spec:
                  containers:
                    - name: wattledger
                      env: [{name: A, value: "8080"}]
                      readinessProbe: {httpGet: {path: /health/ready, port: http}}
                      resources: {limits: {memory: 2Gi}}
            ---
            apiVersion: monitoring.coreos.com/v1
            kind: ServiceMonitor
            metadata: {name: books}
            spec: {selector: {matchLabels: {a: b}}, endpoints: [{port: http, interval: 15s}]}
            ---
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: books}
            spec:
              scaleTargetRef: {name: books}
              triggers: [{type: kafka, metadata: {lagThreshold: "10"}}]
            ---
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaUser
            metadata: {name: books}
            spec:
              authorization:
                type: simple
                acls: [{resource: {type: topic, name: events}, operations: [Read]}]
            """;

    @Test
    void shouldReadWhatIsGood() throws Exception {
        assertThat(Strict.read(GOOD)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 2 -> replica: 2",
                "replicas: 2 -> replicas: two",
                "replicas: 2 -> replicas: \"2\"",
                "podManagementPolicy -> podManagmentPolicy",
                "labels: {app: books} -> labels: {app: 1}",
                "labels: {app: books} -> labels: {app: true}",
                "labels: {app: books} -> labels: {app: a, app: b}",
                "labels: -> lables:",
                "name: wattledger -> nam: wattledger",
                "value: \"8080\" -> value: 8080",
                "httpGet: -> httpget:",
                "port: http} -> prt: http}",
                "limits: -> limit:",
                "endpoints: -> endpoint:",
                "interval: 15s -> intervall: 15s",
                "matchLabels: -> matchlabels:",
                "scaleTargetRef: -> scaleTarget:",
                "lagThreshold: -> lagTreshold:",
                "lagThreshold: \"10\" -> lagThreshold: 10",
                "type: simple -> type: simpel",
                "acls: -> acl:",
                "type: topic -> type: topics",
                "type: topic, name -> type: topic, nam",
                "kind: KafkaUser -> kind: KafkaUsr",
            })
    void shouldRefuseWhatIsMisspelt(String change) {
        // Given
        String[] fromTo = change.split(" -> ", -1);
        String bad = GOOD.replace(fromTo[0], fromTo[1]);
        assertThat(bad).isNotEqualTo(GOOD);

        // Then
        assertThatThrownBy(() -> Strict.read(bad)).isInstanceOf(Exception.class);
    }
}
