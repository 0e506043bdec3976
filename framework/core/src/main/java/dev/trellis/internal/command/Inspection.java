package dev.trellis.internal.command;

import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.List;

/** Reads the schema of a database without the version table, the history table and tables that are set aside. */
public final class Inspection {
    private final Session session;
    private final List<String> schemas;
    private final ModelComparison comparison;

    /** Creates an inspection of the default schema and of the schemas that scripts and models name. */
    public Inspection(Workspace workspace, Session session) {
        this(workspace, session, ReferencedSchemas.in(workspace));
    }

    /**
     * Creates an inspection of the default schema and of further schemas.
     *
     * @param schemas the names of the further schemas
     */
    public Inspection(Workspace workspace, Session session, List<String> schemas) {
        this.session = session;
        this.schemas = schemas;
        this.comparison = new ModelComparison(workspace, session);
    }

    /** Returns the schema. */
    public Schema schema() throws SQLException {
        List<TableName> metadata = comparison.metadataTables();
        return session.dialect()
                .inspect(session.connection(), schemas)
                .only(table -> !metadata.contains(table) && !SetAsideNames.isSetAside(table));
    }
}
