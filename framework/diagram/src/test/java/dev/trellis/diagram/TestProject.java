package dev.trellis.diagram;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.Configuration;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.diagram.option.DiagramFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A project of YAML scripts in a folder, with a configuration and a database in a file. */
final class TestProject {
    /** A text with a meaning in HTML, XML, JavaScript, DOT, Mermaid and DBML, and characters that cannot be seen. */
    static final String HOSTILE =
            "a\"b'c<script>alert(1)</script>&amp;]]>--> \u202e\u0007 {x} [y] `z` %% \\n #quot; \u2028 \ud83d\ude00";

    private final Path folder;

    private TestProject(Path folder) {
        this.folder = folder;
    }

    /** Writes the project with branches whose scripts are added later. */
    static TestProject in(Path folder, String branches) throws IOException {
        Files.writeString(
                folder.resolve("trellis.yaml"),
                "database: {url: \"jdbc:sqlite:test.db\"}\nbranches:\n" + branches.indent(2));
        return new TestProject(folder);
    }

    /** Returns the base schema and the plugins of this repository. */
    static TestProject retail(Path folder) throws IOException {
        Path root = Path.of("../..").toAbsolutePath().normalize();
        return in(folder, """
                retail: {directory: "%1$s/base-schema/src/main/resources/db/retail", protected: true}
                loyalty: {directory: "%1$s/plugins/loyalty/src/main/resources/db/loyalty", table_prefix: loyalty_}
                poser: {directory: "%1$s/example-app/src/main/resources/db/poser", table_prefix: poser_}
                """.formatted(root.toString().replace('\\', '/')));
    }

    /** Adds a script to the branch, whose folder has the name of its label. */
    TestProject script(String label, String id, String text) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve(label));
        Files.writeString(scripts.resolve(id + ".yaml"), "revision: " + id + "\n" + text);
        return this;
    }

    Configuration configuration() {
        return ConfigurationReader.read(folder.resolve("trellis.yaml"), null, Map.of(), name -> null);
    }

    Diagrams diagrams() {
        return new Diagrams(configuration(), Extensions.NONE);
    }

    String tables(DiagramFormat format) {
        return diagrams().tables(TableDiagramRequest.of(format)).parts().get(0).text();
    }

    SiteReport site(Path target) {
        return new DocumentationSite(configuration(), Extensions.NONE).write(SiteRequest.of(target));
    }

    /** Records revisions as applied; some of them need Java steps, which the test does not have. */
    void stamp(String target) {
        try (Trellis trellis = new Trellis(configuration(), Extensions.NONE, new Listener() {})) {
            trellis.stamp(List.of(target), false);
        }
    }

    /** Returns a project whose names, comments and messages are hostile. */
    static TestProject hostile(Path folder) throws IOException {
        String name = quoted("t " + HOSTILE.replaceAll("[\u0007]", ""));
        TestProject project = in(folder, "vendor: {directory: vendor, protected: true}\napp: {directory: app}");
        project.script(
                "vendor",
                "aaaa00000001",
                "down_revision: null\nbranch_labels: [vendor]\nmessage: " + quoted(HOSTILE) + "\nupgrade:\n"
                        + "  - create_table: {name: plain, comment: " + quoted(HOSTILE)
                        + ", columns: {id: {type: integer, nullable: false}}, primary_key: [id]}\n"
                        + "  - create_table: {name: " + name + ", comment: " + quoted(HOSTILE)
                        + ", columns: {" + name + ": {type: integer, nullable: false, comment: " + quoted(HOSTILE)
                        + "}, kind: {type: string(200), default: " + quoted(HOSTILE)
                        + "}, mood: {type: {enum: {name: mood, values: [" + quoted("x" + HOSTILE) + ", ok]}}}"
                        + "}, primary_key: [" + name + "]"
                        + ", checks: [{name: ck, sql: \"kind <> '</script>'\"}]"
                        + ", foreign_keys: [{columns: [" + name + "], references: {table: plain, columns: [id]}}]}\n"
                        + "downgrade: null\n");
        project.script(
                "app",
                "bbbb00000001",
                "down_revision: null\nbranch_labels: [app]\ndepends_on: [aaaa00000001]\nmessage: |-\n  </title><img src=x onerror=alert(1)>\nupgrade:\n"
                        + "  - create_table: {name: Plain_2, columns: {id: {type: integer, nullable: false}, \"</td>\": integer}, primary_key: [id]}\n"
                        + "  - create_table: {name: plain_2_, columns: {a: integer}}\n"
                        + "  - create_view: {name: v_app, sql: \"select id as \\\"</pre>\\\" from \\\"Plain_2\\\"\"}\n"
                        + "downgrade: []\n");
        return project;
    }

    /** Returns a scalar of YAML. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            quoted.append(String.format("\\u%04x", (int) text.charAt(i)));
        }
        return quoted.append('"').toString();
    }
}
