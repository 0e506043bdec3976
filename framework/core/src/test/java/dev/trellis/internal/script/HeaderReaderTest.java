package dev.trellis.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.error.TrellisException;
import dev.trellis.schema.Naming;
import dev.trellis.script.Body;
import dev.trellis.script.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PlainHeader, the fast reader for simple headers, agrees with the YAML reader on every header that it accepts. */
class HeaderReaderTest {
    private static final ParseContext CONTEXT =
            ParseContext.of(new SqliteDialect(), Set.of("sqlite", "postgresql"), Naming.DEFAULT);

    private static final List<String> PIECES = List.of(
            "a1",
            "07",
            " ",
            "  ",
            ":",
            ": ",
            "#",
            " #",
            ",",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "\\n",
            "&a",
            "*a",
            "!",
            "|",
            ">",
            "%",
            "@",
            "-",
            "- ",
            "? ",
            "null",
            "~",
            "true",
            "\t",
            "\r",
            "é",
            "\u0085",
            "\u2028",
            "\u3000",
            "\u001F",
            "\uFFFE",
            "\uFEFF",
            "\uD83D\uDE00",
            "\uD83D",
            "message: ",
            "...",
            "---");

    private static final List<String> KEYS = List.of(
            "revision: ",
            "down_revision: ",
            "branch_labels: ",
            "depends_on: ",
            "message: ",
            "created: ",
            "# ",
            "",
            " ");

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Property(tries = 5000)
    void agrees_with_YAML_on_every_header_that_it_accepts(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder header = new StringBuilder(random.nextBoolean() ? "revision: a1\n" : "");
        for (int i = random.nextInt(3); i >= 0; i--) {
            header.append(KEYS.get(random.nextInt(KEYS.size())))
                    .append(text(random, 3))
                    .append('\n');
        }
        Header plain = HeaderReader.plain(header.toString());
        if (plain != null) {
            assertEquals(HeaderReader.strict("a", header.toString(), 1), plain, header.toString());
        }
    }

    @Test
    void accepts_what_revision_writes() {
        Header plain = HeaderReader.plain("""
                # a comment
                revision: 8c1f2a77b3de
                down_revision: [4be09a5d1c22, "07"]
                branch_labels: poser
                depends_on: []

                message: "add: the customer extension"
                created: 2026-11-20T12:00:00Z
                """);
        assertNotNull(plain);
        assertEquals("add: the customer extension", plain.message());
        assertEquals(List.of("4be09a5d1c22", "07"), plain.revision().downRevisions());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revision: a1\n# one\rmessage: two\n",
                "revision: a1\nmessage: \uFFFE\n",
                "revision: a1\nmessage: \uD83D\n",
                "revision: a1\n...\n",
                "---\nrevision: a1\n",
                "revision: a1\nmessage: |\n  more\n",
                "revision: a1\nlint: {ignore: {}}\n"
            })
    void leaves_other_headers_to_YAML(String header) {
        assertNull(HeaderReader.plain(header));
    }

    private static final List<String> BODIES = List.of(
            "upgrade:\n",
            "upgrade: []\n",
            "upgrade:\n  - drop_table: t\n",
            "downgrade:\n  - drop_table: t\n",
            "downgrade:\n",
            "upgrade: {}\n",
            "upgrade:\n  - drop_table: {table: t, schema: s}\n",
            "upgrade:\n  - drop_tables: t\n",
            "upgrade:\n  - execute: |\n      select 1;\n\n      select 2;\n",
            "  - drop_table: u\n",
            "message: late\n",
            "revision: a2\n",
            "unknown: 1\n",
            "lint: {ignore: {R1: because}}\n",
            "---\n",
            "...\n",
            "# a comment\n",
            "\n",
            "  \n",
            "\t\n",
            "}\n",
            "upgrade: &a\n",
            "\"upgrade\": []\n",
            "\uFFFE\n",
            "\r\n");

    /** PlainHeader reads one of the headers, the YAML reader the other one. */
    @Property(tries = 5000)
    void the_body_does_not_depend_on_the_form_of_the_header(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            body.append(BODIES.get(random.nextInt(BODIES.size())));
        }
        String plain = "revision: a1\nmessage: ü\n\n" + body;
        String quoted = "\"revision\": a1\nmessage: ü\n\n" + body;
        assertEquals(outcome(quoted), outcome(plain), plain);
    }

    private static String outcome(String text) {
        Supplier<Body> body = () -> new YamlFormat()
                .read(new ScriptFile("a.yaml", "a.yaml", null, text.getBytes(StandardCharsets.UTF_8)))
                .body(CONTEXT);
        try {
            return body.get().toString();
        } catch (TrellisException e) {
            return e.problem().toString();
        }
    }

    @Test
    void a_star_in_touches_stands_for_every_object() {
        String text = "revision: a1\ntouches: [t, '*']\nupgrade: []\n";
        assertNull(new YamlFormat()
                .read(new ScriptFile("a.yaml", "a.yaml", null, text.getBytes(StandardCharsets.UTF_8)))
                .header()
                .touches());
    }
}
