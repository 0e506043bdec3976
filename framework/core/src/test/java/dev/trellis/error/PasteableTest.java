package dev.trellis.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in commands are one word of a real shell, and texts in YAML are one scalar of the parser. */
class PasteableTest {
    private static final String ALPHABET = "ab Z09_$(){}[]<>|&;!*?~#%^=+-'\"`\\/.,:@\u00fc\u00df\u20ac";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "notes@head, notes@head",
                "größe, größe",
                "a b@head, 'a b@head'",
                "a$(id), 'a$(id)'",
                "it's, 'it'\\''s'",
                "=x, '=x'",
                "~, '~'",
                "||, ''",
                "-1, -1"
            })
    void a_word_is_quoted_only_where_a_shell_needs_it(String text, String word) {
        assertEquals(word, Pasteable.word(text));
    }

    /** cmd and PowerShell know no single quotes around a word with blanks, or treat them differently. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "notes@head, notes@head",
                "db\\shop, db\\shop",
                "C:\\a b, \"C:\\a b\"",
                "it's, \"it's\"",
                "a&b, \"a&b\"",
                "||, \"\""
            })
    void a_word_is_quoted_for_the_shells_of_windows(String text, String word) {
        assertEquals(word, Pasteable.word(text, true));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "notes, notes",
                "src/main/db, src/main/db",
                "no, \"no\"",
                "null, \"null\"",
                "8c1f, \"8c1f\"",
                "|a, b|, |\"a, b\"|",
                "a: b, \"a: b\"",
                "a #b, \"a #b\""
            })
    void a_scalar_is_quoted_only_where_yaml_needs_it(String text, String scalar) {
        assertEquals(scalar, Pasteable.yaml(text));
    }

    @Test
    void a_shell_reads_random_words_as_they_are() throws Exception {
        List<String> texts = randomTexts();
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + Pasteable.words(texts))
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), printed);
        assertEquals(texts, List.of(printed.split("\0")));
    }

    @Test
    void the_parser_reads_random_scalars_as_they_are() {
        for (String text : randomTexts()) {
            String yaml = "{key: [" + Pasteable.yaml(List.of(text, text)) + "]}";
            Node.Mapping map = (Node.Mapping) YamlReader.read("advice", yaml);
            Node.Sequence list = (Node.Sequence)
                    Objects.requireNonNull(map.entries().get("key")).value();
            assertEquals(2, list.items().size(), yaml);
            list.items().forEach(item -> assertEquals(text, ((Node.Scalar) item).value(), yaml));
        }
    }

    private static List<String> randomTexts() {
        Random random = new Random(16);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(12); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
