package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.Owner;
import java.util.List;

/**
 * The dark colours of drawings. A drawing that is a file of its own contains them. A page refers to a style sheet with them,
 * because a page with a content security policy may refuse styles inside the page.
 */
public final class SvgStyle {
    private static final String DARK = """
            @media (prefers-color-scheme: dark) { @media screen {
            .d-bg { fill: #14181d } .d-fg { fill: #e6e9ec } .d-muted { fill: #a7b0b8 }
            .d-body { fill: #1c2127 } .d-edge { stroke: #a0a9b1 } .d-tip { stroke: #a0a9b1 } .d-dot { fill: #14181d }
            """;

    private SvgStyle() {}

    /** Returns the rules of a style sheet. */
    public static String dark(List<Owner> owners) {
        StringBuilder css = new StringBuilder(DARK);
        for (Owner owner : owners) {
            css.append('.')
                    .append(owner.cssClass())
                    .append(" .d-head { fill: ")
                    .append(owner.look().shade())
                    .append(" }\n");
        }
        return css.append("} }\n").toString();
    }
}
