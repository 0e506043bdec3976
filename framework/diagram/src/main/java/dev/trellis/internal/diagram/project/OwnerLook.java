package dev.trellis.internal.diagram.project;

import java.util.List;
import java.util.Locale;

/**
 * The appearance of an owner: a colour of the palette by Okabe and Ito, which colour-blind readers can distinguish, and a
 * pattern, which remains visible in print. Base schemas are grey. If a project has more owners than colours, the colours
 * repeat with another pattern.
 *
 * @param colour the colour as {@code #rrggbb}
 * @param pattern the pattern of the stripe next to the name
 */
public record OwnerLook(String colour, Pattern pattern) {
    /** The look of tables without an owner. */
    public static final OwnerLook NONE = new OwnerLook("#999999", Pattern.EMPTY);

    private static final List<String> COLOURS =
            List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442");
    private static final List<String> GREYS = List.of("#7a7a7a", "#a3a3a3", "#565656");
    private static final List<Pattern> PATTERNS =
            List.of(Pattern.RISING, Pattern.DOTS, Pattern.HORIZONTAL, Pattern.CROSS, Pattern.FALLING, Pattern.VERTICAL);

    /** The pattern of a stripe. */
    public enum Pattern {
        /** No fill. */
        EMPTY,
        SOLID,
        RISING,
        DOTS,
        HORIZONTAL,
        CROSS,
        FALLING,
        VERTICAL
    }

    static OwnerLook ofBase(int position) {
        return new OwnerLook(
                GREYS.get(position % GREYS.size()),
                position < GREYS.size() ? Pattern.SOLID : PATTERNS.get(position % PATTERNS.size()));
    }

    static OwnerLook ofCustom(int position) {
        int round = position / COLOURS.size();
        return new OwnerLook(
                COLOURS.get(position % COLOURS.size()), PATTERNS.get((position + round) % PATTERNS.size()));
    }

    /** Returns the colour mixed with white, for the background of dark text. */
    public String tint() {
        return mixed(255, 0.72);
    }

    /** Returns the colour mixed with a dark grey, for the background of light text. */
    public String shade() {
        return mixed(24, 0.62);
    }

    private String mixed(int other, double share) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        StringBuilder text = new StringBuilder("#");
        for (int shift = 16; shift >= 0; shift -= 8) {
            int part = (rgb >> shift) & 0xff;
            text.append(String.format(Locale.ROOT, "%02x", Math.round(part * (1 - share) + other * share)));
        }
        return text.toString();
    }
}
