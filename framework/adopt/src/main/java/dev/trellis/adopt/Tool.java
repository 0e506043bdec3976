package dev.trellis.adopt;

import dev.trellis.adopt.alembic.AlembicSource;
import dev.trellis.adopt.database.DatabaseSource;
import dev.trellis.adopt.flyway.FlywaySource;
import dev.trellis.adopt.liquibase.LiquibaseSource;
import dev.trellis.adopt.source.Source;
import java.util.Locale;

/** The tools whose projects can be adopted. */
public enum Tool {
    /** Flyway: SQL files in numbered order. */
    FLYWAY,
    /** Liquibase: change sets of a changelog in XML, YAML, JSON or SQL. */
    LIQUIBASE,
    /** Alembic: Python scripts that form a graph. */
    ALEMBIC,
    /** No tool: the tables and definitions of the database itself. */
    DATABASE;

    /** Returns a new reader of the tool's projects. */
    Source source() {
        return switch (this) {
            case FLYWAY -> new FlywaySource();
            case LIQUIBASE -> new LiquibaseSource();
            case ALEMBIC -> new AlembicSource();
            case DATABASE -> new DatabaseSource();
        };
    }

    /** Returns the name as the command line has it: {@code flyway}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
