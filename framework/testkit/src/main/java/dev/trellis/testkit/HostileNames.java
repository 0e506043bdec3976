package dev.trellis.testkit;

import dev.trellis.dialect.Dialect;
import java.util.List;
import java.util.Random;

/**
 * Generates names and texts that try to break out of their quotes, or that look like numbers, parameters or other syntax.
 */
final class HostileNames {
    private static final List<String> PIECES = List.of(
            "select",
            "Order",
            "TABLE",
            "null",
            "it's",
            "say \"x\"",
            "a`b",
            "[q]",
            "]",
            "[",
            "'",
            "\"",
            "`",
            "''",
            "\"\"",
            "``",
            ";",
            "; drop table canary; --",
            "--",
            "/*",
            "*/",
            "\\",
            "\\'",
            "\\\"",
            "$",
            "$$",
            "$1",
            "${x}",
            ".",
            "a.b",
            " ",
            "  ",
            "%",
            "%s",
            "_",
            ":x",
            "::int",
            "?",
            "{fn x}",
            "{d '2020-01-01'}",
            "1",
            "007",
            "1e5",
            "0x",
            "käufer",
            "ß",
            "e\u0301",
            "\u00e9",
            "漢字",
            "İ",
            "ı",
            "\ud83d\ude00",
            "\ud835\udd38",
            "\u200b",
            "\u00a0",
            "\t",
            "\n",
            "#",
            "@",
            "@@x",
            "!",
            "~",
            "^",
            "&",
            "|",
            "||",
            "(",
            ")",
            ",",
            "=",
            "<>",
            "x'41'",
            "E'\\n'",
            "U&\"\\0041\"",
            "N'x'",
            "true",
            "rowid",
            "sqlite",
            "user",
            "END;",
            "GO");

    private final Dialect dialect;
    private final Random random;
    private final boolean supplementary;
    private int count;

    /**
     * Creates a generator.
     *
     * @param supplementary whether the catalogue stores characters beyond U+FFFF
     */
    HostileNames(Dialect dialect, Random random, boolean supplementary) {
        this.dialect = dialect;
        this.random = random;
        this.supplementary = supplementary;
    }

    /** Returns a text of one to four random pieces, as a value for a column. */
    String value() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Returns a text that the catalogue stores. */
    String text() {
        String text = value();
        while (!supplementary && text.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            text = value();
        }
        return text;
    }

    /** Returns a name that the dialect accepts and that differs from all others in more than letter case. */
    String name() {
        while (true) {
            StringBuilder name = new StringBuilder(value());
            name.insert(random.nextBoolean() ? 0 : name.length(), "n" + count++ + "n");
            if (dialect.identifierProblem(name.toString()) == null) {
                return name.toString();
            }
        }
    }
}
