package dev.trellis.dialect;

import java.math.BigDecimal;

/** Decimal numbers as SQL text and in a form that {@code equals} can compare. */
public final class Decimals {
    /** The greatest number of zeros that are written out; writing {@code 1e999999999} in full would exhaust the memory. */
    private static final int MOST_ZEROS = 1000;

    private Decimals() {}

    /** Returns a number as text, without an exponent unless the number has too many digits. */
    public static String text(BigDecimal number) {
        return Math.abs(number.scale()) > MOST_ZEROS ? number.toString() : number.toPlainString();
    }

    /** Returns the number without zeros at the end of its fraction, so that {@code 1.50} equals {@code 1.5}. */
    public static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() > -MOST_ZEROS ? stripped.setScale(0) : stripped;
    }
}
