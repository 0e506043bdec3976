package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.Owner;

/** Texts in the syntax of Mermaid, which has no escape characters: a character with a meaning is replaced by a similar one. */
final class MermaidText {
    private static final String SPECIAL = "\"%\\<>&#;`$*_~|{}[]()";

    private MermaidText() {}

    /** Returns a text between double quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        PrintableText.line(text).codePoints().forEach(c -> quoted.appendCodePoint(c == '_' ? c : similar(c)));
        return quoted.append('"').toString();
    }

    /** Returns a scalar of YAML between double quotes. */
    static String yaml(String text) {
        return quoted(text);
    }

    /** Returns the text as a word of letters, digits and underscores that begins with a letter. */
    static String word(String text) {
        String word = text.replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("^_+|_+$", "");
        return word.isEmpty() || Character.isDigit(word.charAt(0)) ? "c_" + word : word;
    }

    /** Returns the properties of a {@code classDef}. */
    static String style(Owner owner) {
        return "fill:" + owner.look().tint() + ",stroke:" + owner.look().colour() + ",color:#1a1a1a";
    }

    /** Returns the full-width form of a character with a meaning in Mermaid, Markdown or HTML. */
    private static int similar(int c) {
        return SPECIAL.indexOf(c) < 0 ? c : c - 0x20 + 0xff00;
    }
}
