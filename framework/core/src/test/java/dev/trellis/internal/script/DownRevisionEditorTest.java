package dev.trellis.internal.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line of down_revision changes, and nothing else. */
class DownRevisionEditorTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "down_revision: a1,                 down_revision: b2",
                "down_revision:   \"a1\"   # why,   down_revision:   b2   # why",
                "down_revision: 'a1',               down_revision: b2",
                "down_revision: [ a1 ],             down_revision: b2",
                "down_revision: null,               down_revision: b2",
                "-- down_revision: a1,              -- down_revision: b2",
                "--down_revision: a1,               --down_revision: b2",
            })
    void replaces_every_form_of_the_line(String line, String replaced) {
        String comment = line.startsWith("--") ? "-- " : "";
        for (String end : new String[] {"\n", "\r\n"}) {
            String before = "\uFEFF" + comment + "# down_revision: z" + end + comment + "revision: c3" + end;
            String after = end + comment + "upgrade" + end + "down_revision: a1" + end + "  ";
            assertEquals(before + replaced + after, DownRevisionEditor.replace(before + line + after, "b2", "file"));
        }
    }

    @Test
    void quotes_what_looks_like_a_number() {
        assertEquals("down_revision: \"12e4\"\n", DownRevisionEditor.replace("down_revision: a1\n", "12e4", "file"));
    }

    @Test
    void rejects_other_forms() {
        for (String text : new String[] {
            "revision: a\n",
            "{revision: a, down_revision: b}\n",
            "down_revision:\n  - a\n",
            "down_revision: [a, b]\n",
            "upgrade:\ndown_revision: a\n"
        }) {
            ScriptException refused =
                    assertThrows(ScriptException.class, () -> DownRevisionEditor.replace(text, "b2", "file"));
            assertEquals(
                    "cannot_rebase: file: down_revision is not on a line of its own\n"
                            + "  Change it by hand to: down_revision: b2",
                    refused.getMessage());
        }
    }
}
