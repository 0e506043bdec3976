package dev.trellis.diagram.option;

import java.util.Locale;

/** The formats of diagrams. */
public enum DiagramFormat {
    /** A drawing that any browser shows. */
    SVG("svg"),
    /** The text of Mermaid, which GitHub, GitLab and many wikis draw. */
    MERMAID("mmd"),
    /** The input of Graphviz. */
    DOT("dot"),
    /** The language of dbdiagram.io and dbdocs.io; only for tables. */
    DBML("dbml");

    private final String extension;

    DiagramFormat(String extension) {
        this.extension = extension;
    }

    /** Returns the usual end of a file's name, without a dot. */
    public String extension() {
        return extension;
    }

    /** Returns the name on the command line, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
