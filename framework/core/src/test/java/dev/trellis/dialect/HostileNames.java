package dev.trellis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates names and texts that break SQL which does not quote or escape them correctly. */
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

    private final Random random;
    private int count;

    HostileNames(Random random) {
        this.random = random;
    }

    /** Returns a text of one to four pieces. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Returns a name that is unique, even if letter case is ignored, and valid for the dialect. */
    String name(Dialect dialect) {
        while (true) {
            StringBuilder name = new StringBuilder(text());
            List<Integer> places = new ArrayList<>(List.of(0, name.length()));
            name.insert(places.get(random.nextInt(places.size())), "n" + count++ + "n");
            if (dialect.identifierProblem(name.toString()) == null) {
                return name.toString();
            }
        }
    }

    /** Returns a text without characters beyond U+FFFF. */
    String textWithoutSupplementary() {
        String text = text();
        while (text.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            text = text();
        }
        return text;
    }
}
