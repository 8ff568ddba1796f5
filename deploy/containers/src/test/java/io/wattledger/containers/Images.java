package io.wattledger.containers;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/**
 * The images that the tests run: the public ones, as deploy/compose.yaml names them, or with {@code
 * -Dwattledger.images=local} those of deploy/compose/local.env, which a build makes itself.
 */
final class Images {

    static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();
    static final Path COMPOSE_FILE = DEPLOY.resolve("compose.yaml");
    static final Path LOCAL_ENV = DEPLOY.resolve("compose/local.env");
    static final boolean LOCAL = "local".equals(System.getProperty("wattledger.images"));

    /** For a JVM that lives some minutes: what its second compiler takes, it never gives back. */
    static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final int FETCH_MINUTES = 15;

    private Images() {}

    static DockerImageName wattledger() {
        return named("WATTLEDGER_IMAGE");
    }

    /** The image that an upgrade begins with: the same one, unless {@code -Dwattledger.previous} names one of an earlier release. */
    static DockerImageName previousWattledger() {
        String previous = System.getProperty("wattledger.previous", "");
        return previous.isBlank() ? wattledger() : DockerImageName.parse(previous);
    }

    static DockerImageName kafka() {
        return named("KAFKA_IMAGE").asCompatibleSubstituteFor("apache/kafka");
    }

    static DockerImageName registry() {
        return named("REGISTRY_IMAGE");
    }

    /** Skips the test where there is no Docker engine, or where an image is neither here nor can be fetched. */
    static void assumeAvailable(DockerImageName... images) {
        assumeThat(DockerClientFactory.instance().isDockerAvailable())
                .as("a Docker engine answers (needed to run containers)")
                .isTrue();
        for (DockerImageName image : images) {
            assumeThat(isAvailable(image))
                    .as(
                            "image %s is here or can be fetched; where no image registry is reached, build images with -Dwattledger.images=local",
                            image)
                    .isTrue();
        }
    }

    private static boolean isAvailable(DockerImageName image) {
        DockerClient docker = DockerClientFactory.instance().client();
        String name = image.asCanonicalNameString();
        try {
            docker.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return isFetched(docker, name);
        }
    }

    private static boolean isFetched(DockerClient docker, String name) {
        try {
            return docker.pullImageCmd(name)
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(FETCH_MINUTES, TimeUnit.MINUTES);
        } catch (DockerException | DockerClientException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static DockerImageName named(String variable) {
        return DockerImageName.parse(
                LOCAL
                        ? only(LOCAL_ENV, "(?m)^" + variable + "=(\\S+)$")
                        : only(COMPOSE_FILE, "\\$\\{" + variable + ":-([^}]+)}"));
    }

    /** What the pattern finds in the file, which has to be the same each time. */
    private static String only(Path file, String pattern) {
        try {
            List<String> found = Pattern.compile(pattern)
                    .matcher(Files.readString(file))
                    .results()
                    .map(result -> result.group(1))
                    .distinct()
                    .toList();
            if (found.size() != 1) {
                throw new IllegalStateException(
                        "%s: expected one image by %s, found %s".formatted(file, pattern, found));
            }
            return found.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
