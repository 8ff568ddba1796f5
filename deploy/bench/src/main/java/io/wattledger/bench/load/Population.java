package io.wattledger.bench.load;

import io.wattledger.v1.FootprintDimensions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Who uses what where: the combinations of team, project, model, GPU and region that events may have, in an order that has
 * nothing to do with their names.
 */
public final class Population {

    static final List<String> MODELS =
            List.of("llama-3.1-8b", "llama-3.1-70b", "mistral-7b", "qwen2.5-32b", "gpt-oss-20b");
    static final List<String> GPUS = List.of("h100-sxm", "a100-sxm4");
    static final List<String> REGIONS = List.of("eu-north-1", "us-east-1");

    private static final int OF_A_TEAM = MODELS.size() * GPUS.size() * REGIONS.size();

    private final List<FootprintDimensions> all;

    private Population(List<FootprintDimensions> all, long seed) {
        this.all = new ArrayList<>(all);
        Collections.shuffle(this.all, new Random(seed));
    }

    /** As many combinations as asked for, each team with up to twenty. */
    public static Population of(int cardinality, long seed) {
        List<FootprintDimensions> all = new ArrayList<>(cardinality);
        for (int i = 0; i < cardinality; i++) {
            int within = i % OF_A_TEAM;
            all.add(dimensions(
                    i / OF_A_TEAM,
                    MODELS.get(within % MODELS.size()),
                    GPUS.get(within / MODELS.size() % GPUS.size()),
                    REGIONS.get(within / (MODELS.size() * GPUS.size()))));
        }
        return new Population(all, seed);
    }

    /** One team that uses one model: everything lands on one key of the journal. */
    public static Population ofOneTeam(long seed) {
        List<FootprintDimensions> all = new ArrayList<>();
        for (String gpu : GPUS) {
            REGIONS.forEach(region -> all.add(dimensions(0, MODELS.get(0), gpu, region)));
        }
        return new Population(all, seed);
    }

    /** A team that nobody else's events are of. */
    public static Population ofTeam(String team) {
        return new Population(
                List.of(new FootprintDimensions(team, "probe", MODELS.get(0), GPUS.get(0), REGIONS.get(0))), 0);
    }

    private static FootprintDimensions dimensions(int team, String model, String gpu, String region) {
        return new FootprintDimensions("team-%04d".formatted(team), "p-%d".formatted(team % 3), model, gpu, region);
    }

    public int size() {
        return all.size();
    }

    /** The one of a rank. */
    public FootprintDimensions at(int rank) {
        return all.get(rank);
    }
}
