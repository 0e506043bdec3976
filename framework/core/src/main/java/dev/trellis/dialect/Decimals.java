package dev.trellis.dialect;

import java.math.BigDecimal;

/** Numbers as text and as values that are compared. */
public final class Decimals {
    /** Beyond so many digits a number is one that nobody means, and writing them all could take all memory. */
    private static final int DIGITS = 1000;

    private Decimals() {}

    /** Written out, but for a number that nobody could read then. */
    public static String text(BigDecimal number) {
        return Math.abs(number.scale()) > DIGITS ? number.toString() : number.toPlainString();
    }

    /** The same number without zeros at the end of its fraction: {@code 1.50} and {@code 1.5} are one. */
    public static BigDecimal stripped(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.scale() > -DIGITS ? stripped.setScale(0) : stripped;
    }
}
