package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.format.SvgStyle;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.OwnerLook.Pattern;
import java.util.List;

/** The rules of the style sheet for owners: colour and pattern of the bar at the left of their labels, and drawings. */
final class OwnerStyle {
    private OwnerStyle() {}

    static String of(List<Owner> owners) {
        StringBuilder css = new StringBuilder("\n/* The owners of this project. */\n");
        for (Owner owner : owners) {
            String colour = owner.look().colour();
            css.append('.')
                    .append(owner.cssClass())
                    .append(" { --owner: ")
                    .append(colour)
                    .append("; --owner-pattern: ")
                    .append(pattern(owner.look().pattern(), colour))
                    .append("; }\n");
        }
        return css.append(SvgStyle.dark(owners)).toString();
    }

    private static String pattern(Pattern pattern, String colour) {
        return switch (pattern) {
            case EMPTY, SOLID -> "none";
            case RISING -> stripes("135deg", colour);
            case FALLING -> stripes("45deg", colour);
            case HORIZONTAL -> stripes("0deg", colour);
            case VERTICAL -> stripes("90deg", colour);
            case CROSS -> stripes("45deg", "transparent") + ", " + stripes("135deg", colour);
            case DOTS -> "radial-gradient(circle at 50% 50%, #fff 1.2px, transparent 1.6px)";
        };
    }

    private static String stripes(String angle, String colour) {
        return "repeating-linear-gradient(" + angle + ", #fff 0 1.5px, " + colour + " 1.5px 4px)";
    }
}
