package dev.trellis.hibernate;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.net.URL;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entity classes from which no model can be read. */
public final class EntityModelException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private EntityModelException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    private EntityModelException(Problem problem) {
        super(problem);
    }

    static EntityModelException unregistered(Collection<Class<?>> entities) {
        String names = entities.stream()
                .map(entity -> entity.getCanonicalName() == null ? entity.getName() : entity.getSimpleName())
                .map(name -> name + ".class")
                .collect(Collectors.joining(", "));
        return new EntityModelException(
                entities.stream()
                        .map(entity -> Problem.of(
                                        ErrorName.UNREGISTERED_ENTITY,
                                        entity.getName()
                                                + " is an entity, and the model of its package does not name it")
                                .advice("Add " + names + " to EntityModel.of(...), or to referringTo(...) if another"
                                        + " branch owns its table.")
                                .fact("class", entity.getName()))
                        .toList(),
                null);
    }

    static EntityModelException notAnEntity(Class<?> type) {
        return new EntityModelException(Problem.of(ErrorName.BAD_ENTITY, type.getName() + " is not an entity class")
                .advice("Annotate it with jakarta.persistence.Entity, or remove it from EntityModel.of(...)."));
    }

    static EntityModelException noEntities(String packages) {
        return new EntityModelException(Problem.of(ErrorName.NO_ENTITIES, "there is no entity class in " + packages)
                .advice("Pass a class of the package that contains the entity classes. Subpackages are not searched."));
    }

    /**
     * Reports a package or persistence unit that cannot be read.
     *
     * @param place the package or the persistence unit
     */
    static EntityModelException unreadable(String place, Throwable cause) {
        return new EntityModelException(
                List.of(Problem.of(ErrorName.BAD_ENTITY, place + " cannot be read: " + reason(cause))
                        .advice("Check the class path.")),
                cause);
    }

    /**
     * Reports a persistence unit that does not exist.
     *
     * @param files the files that were searched; may be empty
     */
    static EntityModelException noUnit(String unit, List<URL> files) {
        String fact = files.isEmpty()
                ? "there is no META-INF/persistence.xml with a persistence unit '" + unit + "'"
                : "there is no persistence unit '" + unit + "' in "
                        + files.stream().map(URL::toString).collect(Collectors.joining(", "));
        return new EntityModelException(Problem.of(ErrorName.NO_SUCH_UNIT, fact)
                .advice(
                        "Check the name of the unit, and pass a class of the jar or folder with META-INF/persistence.xml to"
                                + " EntityModel.ofUnit(...)."));
    }

    /**
     * Reports a version of Hibernate that lacks classes that Trellis needs to read entity classes.
     *
     * @param required the first major version that has these classes
     */
    static EntityModelException oldHibernate(String version, int required) {
        return new EntityModelException(Problem.of(
                        ErrorName.BAD_ENTITY,
                        "entity classes cannot be read with Hibernate " + version + ": version " + required
                                + " or later is required")
                .advice("Use org.hibernate.orm:hibernate-core " + required
                        + " where Trellis runs, or write the model as YAML."));
    }

    /**
     * Reports a mapping that Hibernate rejects.
     *
     * @param entity the class whose mapping is wrong, or all classes of the model if it is unknown
     */
    static EntityModelException badMapping(String entity, Throwable cause) {
        return new EntityModelException(
                List.of(Problem.of(ErrorName.BAD_ENTITY, entity + " cannot be mapped: " + reason(cause))
                        .advice("Correct the mapping of the class.")
                        .fact("class", entity)),
                cause);
    }

    /**
     * Reports options that Trellis does not support.
     *
     * @param place the column, index, key or table with the options
     */
    static EntityModelException unknownOptions(String place, String options, String advice) {
        return new EntityModelException(
                Problem.of(ErrorName.UNKNOWN_OPTIONS, place + ": the options '" + options + "' are not understood")
                        .advice(advice));
    }

    static EntityModelException unknownType(String column, String reason) {
        return new EntityModelException(Problem.of(ErrorName.UNKNOWN_TYPE, "column " + column + ": " + reason)
                .advice("State its type in @Column(columnDefinition = \"...\")."));
    }

    static EntityModelException unnamedCheck(String table, String sql) {
        return new EntityModelException(
                Problem.of(ErrorName.UNNAMED_CHECK, table + ": the check '" + sql + "' has no name")
                        .advice("Name it: @CheckConstraint(name = \"...\", constraint = \"...\")"));
    }

    static EntityModelException foreignTable(String entity, String table, String owner) {
        return new EntityModelException(Problem.of(
                        ErrorName.TWO_OWNERS,
                        entity + " is mapped to the table '" + table + "', which belongs to " + owner)
                .advice("Map the entity to a table of its own that has the same key: @OneToOne @MapsId"));
    }

    static EntityModelException view(String entity, String view) {
        return new EntityModelException(Problem.of(
                        ErrorName.UNKNOWN_VIEW,
                        entity + " is mapped to the view '" + view + "', which a model cannot contain")
                .advice("Create the view in a script, and name the class in referringTo(...) instead of"
                        + " EntityModel.of(...)."));
    }

    static EntityModelException sequence(String attribute) {
        return new EntityModelException(Problem.of(
                        ErrorName.UNKNOWN_GENERATOR,
                        attribute + " is generated by a sequence, which a model cannot contain")
                .advice("Use GenerationType.IDENTITY or UUID. Or create a sequence in a script and declare it:"
                        + " EntityModel.of(...).sequencesInScripts()"));
    }

    /** Returns the first line of Hibernate's message, which names the class and the attribute. */
    static String reason(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        String line = message.lines().findFirst().orElse(message).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
