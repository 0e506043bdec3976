package dev.trellis.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.diagram.option.DiagramFormat;
import dev.trellis.testbed.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Diagrams in the tools for which they are written: Mermaid in a browser, and the parser of DBML. */
class DiagramToolsTest {
    private static final String MERMAID = "/META-INF/resources/webjars/mermaid/11.14.0/dist/mermaid.min.js";
    private static final String DBML = "@dbml/core@10.2.0";

    @TempDir
    Path folder = Path.of("");

    @Test
    void mermaid_draws_tables_and_revisions() throws IOException {
        List<String> texts = new ArrayList<>();
        for (TestProject project : List.of(
                TestProject.retail(Files.createDirectory(folder.resolve("retail"))),
                TestProject.hostile(Files.createDirectory(folder.resolve("hostile"))))) {
            texts.add(project.tables(DiagramFormat.MERMAID));
            texts.add(project.diagrams().revisions(DiagramFormat.MERMAID, false).parts().get(0).text());
        }
        LargeProject.in(Files.createDirectory(folder.resolve("large")), 150, 30)
                .diagrams()
                .tables(TableDiagramRequest.of(DiagramFormat.MERMAID))
                .parts()
                .forEach(part -> texts.add(part.text()));
        Path page = folder.resolve("page.html");
        Files.writeString(folder.resolve("mermaid.js"), Browser.resource(MERMAID));
        Files.writeString(page, "<!DOCTYPE html><title>Mermaid</title><body><script src=\"mermaid.js\"></script></body>");
        try (Browser browser = new Browser()) {
            browser.open(page);
            for (int i = 0; i < texts.size(); i++) {
                Object result = browser.driver().executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        mermaid.initialize({startOnLoad: false});
                        mermaid.render('d' + arguments[1], arguments[0]).then(
                            drawing => done(drawing.svg.includes('Syntax error') ? 'syntax error' : 'drawn'),
                            error => done(String(error)));
                        """,
                        texts.get(i),
                        i);
                assertEquals("drawn", result, texts.get(i));
            }
        }
    }

    @Test
    void dbml_is_read_by_its_parser() throws IOException, InterruptedException {
        run("npm", "install", "--no-audit", "--no-fund", "--prefix", folder.toString(), DBML);
        Files.writeString(
                folder.resolve("read.js"),
                """
                const { Parser } = require('@dbml/core');
                const text = require('fs').readFileSync(process.argv[2], 'utf8');
                try {
                  const schemas = new Parser().parse(text, 'dbmlv2').schemas;
                  console.log(schemas.map(schema => schema.tables.length).join(' '));
                } catch (e) {
                  console.log(JSON.stringify(e.diags || e.message));
                }
                """);
        assertEquals("33", read(TestProject.retail(Files.createDirectory(folder.resolve("retail")))));
        assertEquals("4", read(TestProject.hostile(Files.createDirectory(folder.resolve("hostile")))));
    }

    private String read(TestProject project) throws IOException, InterruptedException {
        Path file = folder.resolve("tables.dbml");
        Files.writeString(file, project.tables(DiagramFormat.DBML));
        return run("node", folder.resolve("read.js").toString(), file.toString()).strip();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
