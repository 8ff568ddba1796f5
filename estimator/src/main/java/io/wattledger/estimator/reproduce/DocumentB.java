package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.catalogue.VisionModels;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of document B: the sections' own here, those of its tables in a class for each kind of table. */
final class DocumentB {

    private static final double JOULES_PER_KILOCALORIE = 4184;
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double DAYS_PER_YEAR = 365;

    /** Section 5.3: what a person eats. */
    private static final double KILOCALORIES_PER_DAY_SECTION_5_3 = 2000;

    /** Section 5.3: energy of all kinds per person, USA, 2019. */
    private static final double KILOWATT_HOURS_PER_YEAR_SECTION_5_3 = 79_897;

    /** ASSUMPTION: "approximately" before a round number is within a tenth. */
    private static final double APPROXIMATELY_ASSUMED = 0.1;

    private DocumentB() {}

    static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(correlations());
        figures.addAll(ImageTables.table41());
        figures.addAll(SpeedUps.table51());
        figures.addAll(ImageTables.table52());
        figures.addAll(ImageTables.table53());
        figures.addAll(ImageTables.section52());
        figures.addAll(context());
        figures.addAll(ScaledNetworks.figures());
        figures.addAll(CountedNetworks.tableA3());
        figures.addAll(CountedNetworks.tableA4());
        figures.addAll(GpuColumns.tableB1());
        figures.addAll(SpeedUps.tableB2());
        figures.addAll(SpeedUps.tableB3());
        figures.addAll(GpuColumns.tableB3());
        return figures;
    }

    private static List<Figure> correlations() {
        Place section = new Place(Document.B, "section 4.1.1");
        String quantity = "correlation of parameters and FLOPs";
        String method = "Pearson's r over A.3, models with the same two values once";
        return List.of(
                section.figure("CNN", quantity, "", "0.772", correlation(Family.CNN), method)
                        .holds(),
                section.figure("transformers", quantity, "", "0.995", correlation(Family.VISION_TRANSFORMER), method)
                        .holds());
    }

    private static double correlation(Family family) {
        Map<List<Double>, VisionModel> distinct = new LinkedHashMap<>();
        for (VisionModel model : VisionModels.bundled().models()) {
            if (model.family() == family) {
                distinct.put(List.of(model.parameters(), model.flops().value()), model);
            }
        }
        return correlation(distinct.values());
    }

    private static double correlation(Collection<VisionModel> models) {
        double meanX =
                models.stream().mapToDouble(VisionModel::parameters).average().orElseThrow();
        double meanY = models.stream()
                .mapToDouble(model -> model.flops().value())
                .average()
                .orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (VisionModel model : models) {
            double x = model.parameters() - meanX;
            double y = model.flops().value() - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        return xy / Math.sqrt(xx * yy);
    }

    private static List<Figure> context() {
        Place section = new Place(Document.B, "section 5.3");
        return List.of(
                section.figure(
                                "a person's body",
                                "power",
                                "J/s",
                                "100",
                                KILOCALORIES_PER_DAY_SECTION_5_3 * JOULES_PER_KILOCALORIE / SECONDS_PER_DAY,
                                "2000 kcal a day, 4184 J each")
                        .within(printed -> Tolerance.approximately(printed, APPROXIMATELY_ASSUMED))
                        .holds(),
                section.figure(
                                "a person's whole consumption",
                                "power",
                                "J/s",
                                "10,000",
                                KILOWATT_HOURS_PER_YEAR_SECTION_5_3
                                        * JOULES_PER_KILOWATT_HOUR
                                        / (DAYS_PER_YEAR * SECONDS_PER_DAY),
                                "79,897 kWh a year of 365 days")
                        .within(printed -> Tolerance.approximately(printed, APPROXIMATELY_ASSUMED))
                        .holds());
    }
}
