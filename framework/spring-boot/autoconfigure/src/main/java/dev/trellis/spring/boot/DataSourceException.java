package dev.trellis.spring.boot;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Arrays;

/** The data source to migrate cannot be chosen. */
public final class DataSourceException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private DataSourceException(Problem problem) {
        super(problem);
    }

    /**
     * Reports, as {@code ambiguous_data_source}, that the application has no data source, or several of which none is
     * primary.
     */
    static DataSourceException notUnique(String[] names) {
        if (names.length == 0) {
            return new DataSourceException(
                    Problem.of(ErrorName.AMBIGUOUS_DATA_SOURCE, "there is no data source")
                            .advice(
                                    "Set spring.datasource.url or trellis.database.url, or define a bean of the type DataSource."));
        }
        return new DataSourceException(Problem.of(
                        ErrorName.AMBIGUOUS_DATA_SOURCE,
                        "there are several data sources, and none is primary: " + sorted(names))
                .advice("Annotate one of them with @TrellisDataSource, or list those to migrate:"
                        + " trellis.data-sources.NAME.branches..."));
    }

    /** Reports that the properties name a data source that does not exist, as {@code no_such_data_source}. */
    static DataSourceException unknown(String name, String[] names) {
        return new DataSourceException(Problem.of(
                        ErrorName.NO_SUCH_DATA_SOURCE,
                        "'trellis.data-sources." + name + "' names no bean that is a data source; there are: "
                                + sorted(names))
                .advice("Use the name of a bean."));
    }

    private static String sorted(String[] names) {
        String[] sorted = names.clone();
        Arrays.sort(sorted);
        return String.join(", ", sorted);
    }
}
