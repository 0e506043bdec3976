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

/** Queries to a catalogue. */
public final class Query {
    /** Reads one row of a result. */
    public interface Row {
        /**
         * Reads the present row; must not move the cursor to another row.
         *
         * @throws SQLException if the driver reports one
         */
        void read(ResultSet row) throws SQLException;
    }

    private Query() {}

    /**
     * Runs a query and passes each row of its result to a reader.
     *
     * @param parameters the values of the question marks in the SQL: texts, nulls, and arrays where the database has them
     * @throws SQLException if the driver reports one
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
     * Returns the first column of a query's result as texts.
     *
     * @throws SQLException if the driver reports one
     */
    public static List<String> strings(Connection connection, String sql, @Nullable String... parameters)
            throws SQLException {
        List<String> strings = new ArrayList<>();
        each(connection, sql, Arrays.asList(parameters), row -> strings.add(row.getString(1)));
        return strings;
    }

    /**
     * Returns the first column of a query's last row as a boolean; false if there is no row, or the value is NULL.
     *
     * @throws SQLException if the driver reports one
     */
    public static boolean isTrue(Connection connection, String sql, @Nullable String... parameters)
            throws SQLException {
        boolean[] result = new boolean[1];
        each(connection, sql, Arrays.asList(parameters), row -> result[0] = row.getBoolean(1));
        return result[0];
    }
}
