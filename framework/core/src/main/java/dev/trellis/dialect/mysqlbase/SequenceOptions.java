package dev.trellis.dialect.mysqlbase;

import dev.trellis.internal.sql.SqlToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of a sequence of MariaDB. */
record SequenceOptions(long start, long increment, long minimum, long maximum, long cache, boolean cycle) {
    private static final long LARGEST = Long.MAX_VALUE - 1;
    private static final long SMALLEST = Long.MIN_VALUE + 1;

    /**
     * Reads the tokens after the sequence's name.
     *
     * @throws NumberFormatException if a number is missing or too large
     */
    static SequenceOptions of(List<SqlToken> tokens) {
        Map<String, Long> numbers = new HashMap<>();
        boolean cycle = false;
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).text().toLowerCase(java.util.Locale.ROOT);
            switch (word) {
                case "start", "increment", "minvalue", "maxvalue", "cache" -> {
                    int value = i + 1;
                    while (value < tokens.size()
                            && (tokens.get(value).is("with")
                                    || tokens.get(value).is("by")
                                    || tokens.get(value).is("="))) {
                        value++;
                    }
                    boolean isNo = i > 0 && tokens.get(i - 1).is("no");
                    if (!isNo && value < tokens.size()) {
                        boolean negative = tokens.get(value).is("-");
                        int digits = negative ? value + 1 : value;
                        String sign = negative ? "-" : "";
                        numbers.put(
                                word,
                                Long.parseLong(sign
                                        + (digits < tokens.size()
                                                ? tokens.get(digits).text()
                                                : "")));
                        i = digits;
                    }
                }
                case "nocache" -> numbers.put("cache", 0L);
                case "cycle" -> cycle = i == 0 || !tokens.get(i - 1).is("no");
                case "nocycle" -> cycle = false;
                default -> {
                    // Engine and comment are not options of the sequence.
                }
            }
        }
        long increment = numbers.getOrDefault("increment", 1L);
        long minimum = numbers.getOrDefault("minvalue", increment < 0 ? SMALLEST : 1L);
        long maximum = numbers.getOrDefault("maxvalue", increment < 0 ? -1L : LARGEST);
        return new SequenceOptions(
                numbers.getOrDefault("start", increment < 0 ? maximum : minimum),
                increment,
                minimum,
                maximum,
                numbers.getOrDefault("cache", 1000L),
                cycle);
    }

    /** Returns all options, each with a space in front. */
    String sql() {
        return " START WITH " + start + " INCREMENT BY " + increment + " MINVALUE " + minimum + " MAXVALUE " + maximum
                + (cache == 0 ? " NOCACHE" : " CACHE " + cache) + (cycle ? " CYCLE" : " NOCYCLE");
    }
}
