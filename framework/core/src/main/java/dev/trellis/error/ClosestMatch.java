package dev.trellis.error;

import java.util.Collection;
import java.util.Optional;

/** Finds the known word that is closest to an unknown one, for "did you mean". */
public final class ClosestMatch {
    private ClosestMatch() {}

    /**
     * Returns the known word with the smallest edit distance to {@code word}. The distance must not exceed a third of the
     * word's length; two edits are allowed in a word of at least four letters, one in a word of two or three.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        String best = null;
        int smallest = Math.max(Math.min(2, word.length() / 2), word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < smallest) {
                smallest = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
