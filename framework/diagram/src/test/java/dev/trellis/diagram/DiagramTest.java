package dev.trellis.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.diagram.option.DiagramFormat;
import dev.trellis.error.TrellisException;
import guru.nidi.graphviz.model.MutableGraph;
import guru.nidi.graphviz.parse.Parser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DiagramTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void svg_shows_each_table_in_the_class_of_its_owner() throws Exception {
        Document svg = parse(TestProject.retail(folder).tables(DiagramFormat.SVG));
        assertEquals(24, count(svg, "d-table owner-1"));
        assertEquals(5, count(svg, "d-table owner-2"));
        assertEquals(4, count(svg, "d-table owner-3"));
        assertTrue(svg.getDocumentElement().getTextContent().contains("retail (protected)"));
    }

    @Test
    void a_revision_selects_the_tables() throws Exception {
        Diagram diagram = TestProject.retail(folder)
                .diagrams()
                .tables(new TableDiagramRequest(DiagramFormat.SVG, "retail@head", List.of(), ColumnDetail.NONE));
        Document svg = parse(diagram.parts().get(0).text());
        assertEquals(24, count(svg, "d-table owner-1"));
        assertEquals(0, count(svg, "d-table owner-2"));
    }

    @Test
    void a_branch_selects_the_tables_and_shows_those_to_which_they_refer() throws Exception {
        Diagram diagram = TestProject.retail(folder)
                .diagrams()
                .tables(new TableDiagramRequest(DiagramFormat.SVG, "heads", List.of("poser"), null));
        Document svg = parse(diagram.parts().get(0).text());
        assertEquals(4, count(svg, "d-table owner-3"));
        assertTrue(count(svg, "d-table owner-1") > 0 && count(svg, "d-table owner-1") < 24);
    }

    @Test
    void dot_is_read_by_the_parser_of_graphviz_java() throws IOException {
        MutableGraph graph = new Parser().read(TestProject.retail(folder).tables(DiagramFormat.DOT));
        assertEquals(33, graph.rootNodes().size());
        MutableGraph revisions = new Parser()
                .read(TestProject.retail(folder)
                        .diagrams()
                        .revisions(DiagramFormat.DOT, false)
                        .parts()
                        .get(0)
                        .text());
        assertEquals(28, revisions.nodes().size());
    }

    @Test
    void the_graph_shows_what_is_applied() throws Exception {
        TestProject project = TestProject.retail(folder);
        project.stamp("retail@head");
        Document svg = parse(project.diagrams()
                .revisions(DiagramFormat.SVG, true)
                .parts()
                .get(0)
                .text());
        assertEquals(7, texts(svg, "pending"));
        assertEquals(21, texts(svg, "applied"));
        Document offline = parse(project.diagrams()
                .revisions(DiagramFormat.SVG, false)
                .parts()
                .get(0)
                .text());
        assertEquals(0, texts(offline, "pending"));
    }

    @Test
    void dbml_describes_no_graph() throws IOException {
        Diagrams diagrams = TestProject.retail(folder).diagrams();
        TrellisException refused =
                assertThrows(TrellisException.class, () -> diagrams.revisions(DiagramFormat.DBML, false));
        assertEquals("unknown_format", refused.problem().name());
    }

    @ParameterizedTest
    @EnumSource(DiagramFormat.class)
    void the_same_project_gives_the_same_text(DiagramFormat format) throws IOException {
        TestProject project = TestProject.retail(folder);
        assertEquals(project.tables(format), project.tables(format));
    }

    @Test
    void hostile_names_stay_text() throws Exception {
        TestProject project = TestProject.hostile(folder);
        Document svg = parse(project.tables(DiagramFormat.SVG));
        assertEquals(0, svg.getElementsByTagName("script").getLength());
        assertTrue(svg.getDocumentElement().getTextContent().contains("<script>"));
        MutableGraph dot = new Parser().read(project.tables(DiagramFormat.DOT));
        assertEquals(4, dot.rootNodes().size());
        parse(project.diagrams()
                .revisions(DiagramFormat.SVG, false)
                .parts()
                .get(0)
                .text());
        String mermaid = project.tables(DiagramFormat.MERMAID);
        assertFalse(mermaid.contains("<script>"));
        assertEquals(0, mermaid.chars().filter(c -> c < ' ' && c != '\n').count());
        String dbml = project.tables(DiagramFormat.DBML);
        assertEquals(0, dbml.chars().filter(c -> c < ' ' && c != '\n').count());
    }

    /** Also writes the time, because a limit would fail on a busy machine: 300 tables take less than 5 seconds. */
    @Test
    void three_hundred_tables_are_drawn() throws Exception {
        TestProject project = LargeProject.in(folder, 300, 30);
        long start = System.nanoTime();
        Document svg = parse(project.tables(DiagramFormat.SVG));
        System.out.println(
                "300 tables: " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        assertEquals(100, count(svg, "d-table owner-1"));
        assertEquals(100, count(svg, "d-table owner-2"));
    }

    @Test
    void mermaid_is_split_into_parts_that_it_draws() throws IOException {
        List<Diagram.Part> parts = LargeProject.in(folder, 300, 30)
                .diagrams()
                .tables(TableDiagramRequest.of(DiagramFormat.MERMAID))
                .parts();
        assertTrue(parts.size() > 2, parts.size() + " parts");
        assertTrue(parts.stream().allMatch(part -> part.text().length() < 50_000));
    }

    static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static int count(Document svg, String cssClass) {
        NodeList groups = svg.getElementsByTagName("g");
        int count = 0;
        for (int i = 0; i < groups.getLength(); i++) {
            if (((Element) groups.item(i)).getAttribute("class").equals(cssClass)) {
                count++;
            }
        }
        return count;
    }

    private static int texts(Document svg, String text) {
        NodeList texts = svg.getElementsByTagName("text");
        int count = 0;
        for (int i = 0; i < texts.getLength(); i++) {
            if (texts.item(i).getTextContent().equals(text)) {
                count++;
            }
        }
        return count;
    }
}
