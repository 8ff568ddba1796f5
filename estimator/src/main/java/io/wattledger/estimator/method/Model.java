package io.wattledger.estimator.method;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.serving.ServedModel;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A model as the methods see it.
 *
 * @param name its name here
 * @param family what kind it is
 * @param network its layers, where they are known
 * @param published a count of operations that a document gives
 * @param released date of publication, where known
 * @param served what decides its energy when it is served, for language models that generate
 * @param generation what decides the energy of what it makes, for image and video generators
 * @param own whether it is the user's: what is known of a model of that name is then not known of it
 */
public record Model(
        String name,
        Family family,
        Optional<Network> network,
        Optional<PublishedFlops> published,
        Optional<LocalDate> released,
        Optional<ServedModel> served,
        Optional<GenerationModel> generation,
        boolean own) {

    /** A model that is not served in batches of requests, or of which that is not known. */
    public Model(
            String name,
            Family family,
            Optional<Network> network,
            Optional<PublishedFlops> published,
            Optional<LocalDate> released,
            boolean own) {
        this(name, family, network, published, released, Optional.empty(), Optional.empty(), own);
    }

    /** A language model that no catalogue knows. */
    public static Model of(ServedModel served) {
        return new Model(
                served.name(),
                Family.LANGUAGE_DECODER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(served),
                Optional.empty(),
                true);
    }

    /**
     * Operations of a forward pass that a document gives.
     *
     * @param flops of one pass
     * @param tokens tokens that the pass is over; 1 for an image
     * @param parameters learnt numbers
     * @param source which document
     */
    public record PublishedFlops(Flops flops, int tokens, double parameters, String source) {}

    /** A network that no catalogue knows. */
    public static Model of(Network network) {
        return new Model(
                network.name(), network.family(), Optional.of(network), Optional.empty(), Optional.empty(), true);
    }
}
