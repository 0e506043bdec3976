package dev.trellis.dialect;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions to a catalogue. All throw what the driver throws. */
public final class Query {
    /** Takes one row; it may not move on to the next. */
    public interface Row {
        /** @throws SQLException as the driver throws it */
        void read(ResultSet row) throws SQLException;
    }

    private Query() {}

    /**
     * Hands on each row of the answer.
     *
     * @param parameters for the question marks in the SQL: texts, nulls, and where the database has them, arrays
     * @throws SQLException as the driver throws it
     */
    public static void each(Connection connection, String sql, List<? extends @Nullable Object> parameters, Row reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                Object parameter = parameters.get(i);
                if (parameter instanceof Array array) {
                    statement.setArray(i + 1, array);
                } else {
                    statement.setString(i + 1, (String) parameter);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /**
     * The first column of the answer, each row as text.
     *
     * @throws SQLException as the driver throws it
     */
    public static List<String> strings(Connection connection, String sql, @Nullable String... parameters)
            throws SQLException {
        List<String> found = new ArrayList<>();
        each(connection, sql, Arrays.asList(parameters), row -> found.add(row.getString(1)));
        return found;
    }

    /**
     * Whether the answer is a row that is true; no row and NULL are not.
     *
     * @throws SQLException as the driver throws it
     */
    public static boolean isTrue(Connection connection, String sql, @Nullable String... parameters)
            throws SQLException {
        boolean[] answer = new boolean[1];
        each(connection, sql, Arrays.asList(parameters), row -> answer[0] = row.getBoolean(1));
        return answer[0];
    }
}
