package io.wattledger.estimator.trend;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.catalogue.AdaptedEfficiencies;
import io.wattledger.estimator.catalogue.GpuHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportTest {

    private final Map<String, String> files = Report.files(Trends.bundled());

    @Test
    void shouldHaveAChartItsNumbersAndThePage() {
        assertThat(files.keySet())
                .contains(
                        "vision-flops.svg",
                        "vision-joules.svg",
                        "language-flops.svg",
                        "language-joules.svg",
                        "gpu-efficiency.svg",
                        "accuracy-flops.svg",
                        "accuracy-joules.svg",
                        "glue-flops.svg",
                        "glue-joules.svg",
                        "parameters-flops.svg",
                        "human-vision.svg",
                        "human-language.svg",
                        "summary.csv",
                        "index.html");
        assertThat(files.keySet()).filteredOn(name -> name.endsWith(".svg")).allSatisfy(name -> assertThat(files)
                .containsKey(name.replace(".svg", ".csv")));
    }

    @Test
    void shouldBeThePictureOfTheReadme() throws IOException {
        Path picture = Path.of("../docs/accuracy-joules.svg");
        String drawn = String.valueOf(files.get("accuracy-joules.svg"));

        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(picture, drawn);
        }
        assertThat(picture)
                .as("%s; if the change is meant, rewrite it with -Dwattledger.golden.rewrite=true", picture)
                .content()
                .isEqualTo(drawn);
    }

    @Test
    void shouldWriteXmlWithATitleAndADescription() throws Exception {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().endsWith(".svg")) {
                Element svg = xml(file.getValue()).getDocumentElement();
                String name = file.getKey().replace(".svg", "");

                assertThat(svg.getTagName()).isEqualTo("svg");
                assertThat(svg.getAttribute("aria-labelledby")).isEqualTo(name + "-title " + name + "-desc");
                assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                        .isNotBlank();
                assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                        .isNotBlank();
            }
        }
    }

    @Test
    void shouldWriteAPageThatNeedsNothingElse() throws Exception {
        String page = files.getOrDefault("index.html", "");

        Document parsed = xml(page.replace("<!DOCTYPE html>", ""));

        assertThat(parsed.getElementsByTagName("svg").getLength())
                .isEqualTo(parsed.getElementsByTagName("figcaption").getLength())
                .isEqualTo(12);
        assertThat(page).doesNotContain("<script", "src=", "@import", "url(");
    }

    @Test
    void shouldWriteEveryPointOfAChartAsALine() throws Exception {
        List<CSVRecord> lines = csv("vision-flops.csv");

        assertThat(lines).filteredOn(line -> line.get("kind").equals("point")).hasSize(94);
        assertThat(lines)
                .filteredOn(line -> line.get("name").equals("AlexNet"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("date")).isEqualTo("2012-06-01");
                    assertThat(line.get("gflops")).isEqualTo("1.42");
                });
        assertThat(lines).anySatisfy(line -> assertThat(line.get("name")).isEqualTo("PNASNet-5 (N = 4, F = 216)"));
    }

    @Test
    void shouldWriteTheSummary() throws Exception {
        List<CSVRecord> lines = csv("summary.csv");

        assertThat(lines).hasSize(17);
        assertThat(lines.get(0).get("series")).isEqualTo("all models");
        assertThat(Double.parseDouble(lines.get(0).get("growth_per_year"))).isGreaterThan(1);
        assertThat(lines.get(0).get("count")).isEqualTo("94");
    }

    @Test
    void shouldGiveTheSameBytesForTheSameTrends() {
        assertThat(Report.files(Trends.bundled())).isEqualTo(files);
    }

    @Test
    void shouldDrawNoModelsAndOneModel() throws Exception {
        List<ModelPoint> one = List.of(SomeModels.model("only", "2020-02-29", 4, 50));
        for (List<ModelPoint> models : List.of(List.<ModelPoint>of(), one)) {
            Map<String, String> few = Report.files(
                    Trends.of(models, models, new GpuHistory(List.of()), new AdaptedEfficiencies(List.of())));

            for (Map.Entry<String, String> file : few.entrySet()) {
                if (file.getKey().endsWith(".svg")) {
                    xml(file.getValue());
                }
                assertThat(file.getValue()).as(file.getKey()).doesNotContain("NaN", "Infinity");
            }
        }
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<CSVRecord> csv(String name) throws Exception {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(files.getOrDefault(name, ""), format)) {
            return parser.getRecords();
        }
    }
}
