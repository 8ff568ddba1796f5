package io.wattledger.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.stream.Stream;

/** The objects of a release. */
record Release(List<HasMetadata> objects) {

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("one " + type.getSimpleName() + " is expected, there are " + all.size());
        }
        return all.get(0);
    }

    <T extends HasMetadata> T named(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + type.getSimpleName() + " " + name));
    }

    /** The pods of the application and of the jobs. */
    List<PodTemplateSpec> pods() {
        return Stream.of(
                        all(StatefulSet.class).stream().map(set -> set.getSpec().getTemplate()),
                        all(Job.class).stream().map(job -> job.getSpec().getTemplate()),
                        all(CronJob.class).stream()
                                .map(job ->
                                        job.getSpec().getJobTemplate().getSpec().getTemplate()))
                .flatMap(templates -> templates)
                .toList();
    }

    PodTemplateSpec applicationPod() {
        return one(StatefulSet.class).getSpec().getTemplate();
    }

    PodSpec application() {
        return applicationPod().getSpec();
    }

    /** The configuration file of the application. */
    String config() {
        return all(ConfigMap.class).stream()
                .flatMap(map -> map.getData().entrySet().stream())
                .filter(file -> file.getKey().equals("wattledger.yaml"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no wattledger.yaml"))
                .getValue();
    }
}
