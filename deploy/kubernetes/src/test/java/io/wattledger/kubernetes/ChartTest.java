package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of values, rendered by Helm and read strictly, and how its objects fit together. */
class ChartTest {

    /** As the project's, which is on its way there. */
    private static final String VERSION =
            System.getProperty("wattledger.version", "").replace("-SNAPSHOT", "");

    @BeforeAll
    static void helm() {
        Chart.assumeHelm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldMakeObjectsThatKubernetesTakesWithTheLabelsThatAllHave(String values) throws IOException {
        // When
        Release release = Chart.release(values);

        // Then
        assertThat(release.objects()).isNotEmpty().allSatisfy(object -> {
            assertThat(object.getMetadata().getNamespace()).isEqualTo("ai");
            assertThat(object.getMetadata().getName()).startsWith("books").matches("[a-z0-9-]{1,63}");
            assertThat(object.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/instance", "books")
                    .containsEntry("app.kubernetes.io/managed-by", "Helm")
                    .containsEntry("app.kubernetes.io/part-of", "wattledger")
                    .containsEntry("app.kubernetes.io/version", VERSION)
                    .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/component", "helm.sh/chart");
        });
        assertThat(release.objects().stream().map(object -> object.getKind() + "/" + name(object)))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldMakeEveryKindOfObjectWhereEverythingIsOn() throws IOException {
        assertThat(kinds(Chart.release("everything")))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "CronJob",
                        "Job",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "ScaledObject",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor",
                        "StatefulSet");
        assertThat(kinds(Chart.release("bare"))).containsExactlyInAnyOrder("ConfigMap", "Service", "StatefulSet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldSelectTheInstancesAndNothingElse(String values) throws IOException {
        // Given
        Release release = Chart.release(values);
        Map<String, String> instances = release.applicationPod().getMetadata().getLabels();
        List<Map<String, String>> jobs = release.pods().stream()
                .map(pod -> pod.getMetadata().getLabels())
                .filter(labels -> !labels.equals(instances))
                .toList();

        // Then
        List<Map<String, String>> selectors = new ArrayList<>();
        release.all(Service.class).forEach(each -> selectors.add(each.getSpec().getSelector()));
        release.all(StatefulSet.class)
                .forEach(each -> selectors.add(each.getSpec().getSelector().getMatchLabels()));
        release.all(PodDisruptionBudget.class)
                .forEach(each -> selectors.add(each.getSpec().getSelector().getMatchLabels()));
        release.application()
                .getTopologySpreadConstraints()
                .forEach(each -> selectors.add(each.getLabelSelector().getMatchLabels()));
        assertThat(selectors).hasSizeGreaterThanOrEqualTo(3).allSatisfy(selector -> {
            assertThat(selector).isNotEmpty();
            assertThat(instances).containsAllEntriesOf(selector);
            assertThat(jobs).noneMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldNamePortsThatTheInstancesHave(String values) throws IOException {
        // Given
        Release release = Chart.release(values);
        Container container = release.application().getContainers().get(0);
        Set<String> ports =
                container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());

        // Then
        assertThat(release.all(Service.class)).hasSize(2).allSatisfy(service -> assertThat(
                        service.getSpec().getPorts())
                .isNotEmpty()
                .allSatisfy(
                        port -> assertThat(ports).contains(port.getTargetPort().getStrVal())));
        assertThat(List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .allSatisfy(probe ->
                        assertThat(ports).contains(probe.getHttpGet().getPort().getStrVal()));
        StatefulSet set = release.one(StatefulSet.class);
        assertThat(release.named(Service.class, set.getSpec().getServiceName())
                        .getSpec()
                        .getClusterIP())
                .isEqualTo("None");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldMountWhatThereIsAndHaveNothingThatIsNotMounted(String values) throws IOException {
        Release release = Chart.release(values);
        assertThat(release.pods()).isNotEmpty().allSatisfy(pod -> {
            Set<String> volumes = pod.getSpec().getVolumes().stream()
                    .map(Volume::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (pod.equals(release.applicationPod())) {
                release.one(StatefulSet.class).getSpec().getVolumeClaimTemplates().stream()
                        .map(claim -> claim.getMetadata().getName())
                        .forEach(volumes::add);
            }
            Set<String> mounted = new TreeSet<>();
            containers(pod.getSpec()).forEach(container -> {
                container.getVolumeMounts().forEach(mount -> mounted.add(mount.getName()));
                assertThat(container.getVolumeMounts().stream().map(VolumeMount::getMountPath))
                        .doesNotHaveDuplicates();
            });
            assertThat(mounted).isEqualTo(volumes);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldRunAsNobodyInParticularOnAReadOnlyDisk(String values) throws IOException {
        assertThat(Chart.release(values).pods()).isNotEmpty().allSatisfy(pod -> {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getAutomountServiceAccountToken()).isFalse();
            assertThat(spec.getEnableServiceLinks()).isFalse();
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(spec.getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(spec.getSecurityContext().getRunAsGroup()).isEqualTo(10001);
            assertThat(spec.getSecurityContext().getFsGroup()).isEqualTo(10001);
            assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(containers(spec)).isNotEmpty().allSatisfy(container -> {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getVolumeMounts().stream().map(VolumeMount::getMountPath))
                        .contains("/tmp");
            });
        });
    }

    @Test
    void shouldReferToTheSecretsOfTheValuesAndToNoOthers() throws IOException {
        assertThat(secrets(Chart.release("everything")))
                .containsExactlyInAnyOrder(
                        "kafka-cluster-ca-cert",
                        "more",
                        "pull",
                        "registry-ca",
                        "registry-login",
                        "wattledger-application",
                        "wattledger-audit",
                        "wattledger-certificate",
                        "wattledger-certificate-password",
                        "wattledger-client",
                        "wattledger-prometheus",
                        "wattledger-publisher",
                        "wattledger-tokens");
        assertThat(secrets(Chart.release("minimal"))).containsExactly("wattledger-tokens");
        assertThat(secrets(Chart.release("bare"))).isEmpty();
    }

    @Test
    void shouldGiveEachPodTheCredentialsOfItsOwn() throws IOException {
        // Given
        Release release = Chart.release("everything");

        // Then
        assertThat(jaas(release.application())).containsOnly("wattledger-application");
        assertThat(jaas(release.one(CronJob.class)
                        .getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getTemplate()
                        .getSpec()))
                .containsOnly("wattledger-audit");
        assertThat(jaas(release.one(Job.class).getSpec().getTemplate().getSpec()))
                .containsOnly("wattledger-publisher");
    }

    @Test
    void shouldMountTheTokensAsAFolderSoThatAChangeArrives() throws IOException {
        VolumeMount tokens = release("minimal").application().getContainers().get(0).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals("access"))
                .findFirst()
                .orElseThrow();
        assertThat(tokens.getSubPath()).isNull();
    }

    @Test
    void shouldAskOverHttpsWhereThereIsACertificate() throws IOException {
        assertThat(schemes(release("everything"))).containsOnly("HTTPS");
        assertThat(schemes(release("minimal"))).containsOnly("HTTP");
        assertThat(release("everything").one(ServiceMonitor.class).getSpec().getEndpoints())
                .extracting(Endpoint::getScheme)
                .containsExactly("https");
    }

    @Test
    void shouldScrapeEveryInstanceOnceWithAToken() throws IOException {
        // Given
        Release release = release("everything");
        ServiceMonitor monitor = release.one(ServiceMonitor.class);

        // Then
        List<Service> services = release.all(Service.class).stream()
                .filter(service -> service.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(
                                monitor.getSpec().getSelector().getMatchLabels().entrySet()))
                .toList();
        assertThat(services).hasSize(1);
        assertThat(services.get(0).getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(monitor.getSpec().getEndpoints()).hasSize(1);
        Endpoint endpoint = monitor.getSpec().getEndpoints().get(0);
        assertThat(endpoint.getPath()).isEqualTo("/metrics");
        assertThat(services.get(0).getSpec().getPorts())
                .extracting(ServicePort::getName)
                .contains(endpoint.getPort());
        assertThat(endpoint.getAuthorization().getType()).isEqualTo("Bearer");
        assertThat(endpoint.getAuthorization().getCredentials().getName()).isEqualTo("wattledger-prometheus");
        assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
    }

    @Test
    void shouldLetInClientsAndPrometheusAndLetOutToDnsKafkaAndRegistry() throws IOException {
        // Given
        Release release = release("everything");
        NetworkPolicy policy = release.one(NetworkPolicy.class);

        // Then
        assertThat(release.pods())
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels())
                        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels()));
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).hasSize(2);
        assertThat(policy.getSpec().getIngress().get(0).getFrom()).hasSize(2);
        assertThat(policy.getSpec().getIngress().get(0).getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .containsExactly("http");
        assertThat(policy.getSpec().getEgress().stream()
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal()))
                .containsExactly(53, 53, 9093, 443);
        assertThat(policy.getSpec().getEgress().get(1).getTo()).hasSize(1);
        assertThat(policy.getSpec().getEgress().get(2).getTo()).isEmpty();
    }

    /** An empty list of rules lets nobody in; a rule with an empty list of peers would let in everybody. */
    @Test
    void shouldLetInNobodyWhereNobodyIsNamed() throws IOException {
        NetworkPolicy policy = Chart.release(
                        "minimal", Map.of("networkPolicy.enabled", true, "networkPolicy.prometheus", "null"))
                .one(NetworkPolicy.class);
        assertThat(policy.getSpec().getIngress()).isEmpty();
    }

    @Test
    void shouldKeepTheStateOfEachInstanceOnAVolumeOfItsOwn() throws IOException {
        // When
        StatefulSet set = release("minimal").one(StatefulSet.class);

        // Then
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(set.getSpec().getReplicas()).isEqualTo(2);
        assertThat(set.getSpec().getVolumeClaimTemplates()).hasSize(1);
        PersistentVolumeClaim claim = set.getSpec().getVolumeClaimTemplates().get(0);
        assertThat(claim.getSpec().getResources().getRequests()).containsKey("storage");
        assertThat(claim.getSpec().getStorageClassName()).isNull();
        assertThat(set.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted())
                .isEqualTo("Retain");
    }

    @Test
    void shouldSpreadTheInstancesOverZonesAndNodes() throws IOException {
        assertThat(release("minimal").application().getTopologySpreadConstraints())
                .extracting(constraint -> constraint.getTopologyKey())
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    }

    @Test
    void shouldLeaveTheNumberOfInstancesToKeda() throws IOException {
        // Given
        Release release = release("everything");
        StatefulSet set = release.one(StatefulSet.class);
        ScaledObject.Spec scaled = release.one(ScaledObject.class).getSpec();

        // Then
        assertThat(set.getSpec().getReplicas()).isNull();
        assertThat(scaled.scaleTargetRef())
                .isEqualTo(new ScaledObject.ScaleTargetRef(set.getApiVersion(), set.getKind(), name(set)));
        assertThat(scaled.triggers()).hasSize(1);
        ScaledObject.Trigger trigger = scaled.triggers().get(0);
        assertThat(trigger.type()).isEqualTo("kafka");
        assertThat(trigger.metadata().consumerGroup()).isEqualTo("books");
        assertThat(trigger.metadata().topic()).isEqualTo("ai.inference-events");
        assertThat(trigger.metadata().lagThreshold()).isEqualTo("100000");
        assertThat(trigger.metadata().allowIdleConsumers()).isEqualTo("false");
        assertThat(trigger.metadata().bootstrapServers())
                .isEqualTo("kafka-0.example.com:9093,kafka-1.example.com:9093");
    }

    @Test
    void shouldStartTheInstancesAnewWhenTheConfigurationChanges() throws IOException {
        // Given
        String key = "checksum/config";

        // When
        String one = release("minimal")
                .applicationPod()
                .getMetadata()
                .getAnnotations()
                .get(key);
        String same = release("minimal")
                .applicationPod()
                .getMetadata()
                .getAnnotations()
                .get(key);
        String other = Chart.release("minimal", Map.of("config.app.threads", 3))
                .applicationPod()
                .getMetadata()
                .getAnnotations()
                .get(key);

        // Then
        assertThat(one).isEqualTo(same).isNotEqualTo(other).hasSize(64);
    }

    @Test
    void shouldTakeTheImageByTagOrByDigest() throws IOException {
        assertThat(image(release("minimal"))).isEqualTo("ghcr.io/wattledger/wattledger:" + VERSION);
        assertThat(image(Chart.release("minimal", Map.of("image.tag", "1.2.3"))))
                .isEqualTo("ghcr.io/wattledger/wattledger:1.2.3");
        assertThat(image(release("everything"))).isEqualTo("registry.example.com/wattledger@sha256:" + "0".repeat(64));
    }

    @Test
    void shouldPublishCostsBeforeSites() throws IOException {
        PodSpec pod =
                release("everything").one(Job.class).getSpec().getTemplate().getSpec();
        assertThat(containers(pod).map(Container::getArgs))
                .containsExactly(
                        List.of(
                                "publish",
                                "--config",
                                "/etc/wattledger/wattledger.yaml",
                                "--catalogue",
                                "/etc/catalogue/my.yaml",
                                "--with-bundled"),
                        List.of(
                                "publish",
                                "sites",
                                "--config",
                                "/etc/wattledger/wattledger.yaml",
                                "--region",
                                "eu-west-1"));
    }

    /** The pod of a Job cannot be changed: an upgrade with another one under the same name would fail. */
    @Test
    void shouldPublishOnceAndAgainWhenAnythingInTheJobDiffers() throws IOException {
        // Given
        String name = name(release("everything").one(Job.class));

        // Then
        assertThat(name(release("everything").one(Job.class))).isEqualTo(name);
        for (Map<String, ?> other : List.of(
                Map.of("image.pullPolicy", "Never"),
                Map.of("javaOptions", "-Xmx1g"),
                Map.of("config.app.threads", 3),
                Map.of("publish.resources.requests.cpu", "300m"))) {
            assertThat(name(Chart.release("everything", other).one(Job.class)))
                    .as("%s", other)
                    .isNotEqualTo(name);
        }
    }

    @Test
    void shouldKeepNamesShortEnough() throws IOException {
        Release release = Chart.release("everything", Map.of("fullnameOverride", "b".repeat(80)));
        assertThat(release.objects())
                .filteredOn(object -> !object.getKind().equals("ConfigMap"))
                .allSatisfy(object -> assertThat(name(object)).hasSizeLessThanOrEqualTo(63));
        assertThat(name(release.one(CronJob.class))).hasSizeLessThanOrEqualTo(52);
    }

    /** A name of the consumer group's member that two pods have would have them throw each other out. */
    @Test
    void shouldGiveTheNameOfAnInstanceToInstancesAlone() throws IOException {
        Release release = release("everything");
        assertThat(release.pods()).hasSize(3).allSatisfy(pod -> assertThat(containers(pod.getSpec())
                        .flatMap(container -> container.getEnv().stream())
                        .filter(variable -> variable.getName().equals("WATTLEDGER_KAFKA_GROUP_INSTANCE_ID")))
                .hasSize(pod.equals(release.applicationPod()) ? 1 : 0));
    }

    @Test
    void shouldKeepAnAccountOrTakeTheDefault() throws IOException {
        Release release = release("minimal");
        assertThat(release.application().getServiceAccountName()).isEqualTo(name(release.one(ServiceAccount.class)));
        assertThat(release("bare").application().getServiceAccountName()).isEqualTo("default");
    }

    private static Release release(String values) throws IOException {
        return Chart.release(values);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    private static Set<String> kinds(Release release) {
        return release.objects().stream().map(HasMetadata::getKind).collect(Collectors.toSet());
    }

    private static String image(Release release) {
        return release.application().getContainers().get(0).getImage();
    }

    private static List<String> schemes(Release release) {
        Container container = release.application().getContainers().get(0);
        return Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .map(probe -> probe.getHttpGet().getScheme())
                .toList();
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private static Set<String> jaas(PodSpec pod) {
        return containers(pod)
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals("WATTLEDGER_KAFKA_SASL_JAAS_CONFIG"))
                .map(variable -> variable.getValueFrom().getSecretKeyRef().getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> secrets(Release release) {
        Set<String> names = new HashSet<>();
        for (PodTemplateSpec pod : release.pods()) {
            pod.getSpec().getImagePullSecrets().stream()
                    .map(LocalObjectReference::getName)
                    .forEach(names::add);
            pod.getSpec().getVolumes().stream()
                    .filter(volume -> volume.getSecret() != null)
                    .map(volume -> volume.getSecret().getSecretName())
                    .forEach(names::add);
            containers(pod.getSpec()).forEach(container -> {
                container.getEnv().stream()
                        .map(EnvVar::getValueFrom)
                        .filter(from -> from != null && from.getSecretKeyRef() != null)
                        .map(from -> from.getSecretKeyRef().getName())
                        .forEach(names::add);
                container.getEnvFrom().stream()
                        .map(EnvFromSource::getSecretRef)
                        .map(secret -> secret.getName())
                        .forEach(names::add);
            });
        }
        release.all(ServiceMonitor.class).stream()
                .flatMap(monitor -> monitor.getSpec().getEndpoints().stream())
                .map(endpoint -> endpoint.getAuthorization().getCredentials().getName())
                .forEach(names::add);
        return names;
    }
}
