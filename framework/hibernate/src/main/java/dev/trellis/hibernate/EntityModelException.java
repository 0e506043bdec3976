package dev.trellis.hibernate;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with entity classes as a model. */
public final class EntityModelException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private EntityModelException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems, cause);
    }

    private EntityModelException(Problem problem) {
        super(problem);
    }

    static EntityModelException unregistered(Collection<Class<?>> entities) {
        String add = entities.stream()
                .map(entity -> entity.getCanonicalName() == null ? entity.getName() : entity.getSimpleName())
                .map(name -> name + ".class")
                .collect(Collectors.joining(", "));
        return new EntityModelException(
                entities.stream()
                        .map(entity -> Problem.of(
                                        ErrorName.UNREGISTERED_ENTITY,
                                        entity.getName()
                                                + " is an entity, and the model of its package does not name it")
                                .advice("add " + add + " to EntityModel.of(...), or to referringTo(...) where another"
                                        + " branch owns its table")
                                .fact("class", entity.getName()))
                        .toList(),
                null);
    }

    static EntityModelException notAnEntity(Class<?> type) {
        return new EntityModelException(Problem.of(ErrorName.BAD_ENTITY, type.getName() + " is not an entity class")
                .advice("annotate it with jakarta.persistence.Entity, or take it out of EntityModel.of(...)"));
    }

    static EntityModelException noEntities(String where) {
        return new EntityModelException(Problem.of(ErrorName.NO_ENTITIES, "there is no entity class in " + where)
                .advice("name a class of the package that holds them"));
    }

    static EntityModelException unreadable(String what, Throwable cause) {
        return new EntityModelException(
                List.of(Problem.of(ErrorName.BAD_ENTITY, what + " cannot be read: " + reason(cause))), cause);
    }

    static EntityModelException noUnit(String unit, String where) {
        return new EntityModelException(
                Problem.of(ErrorName.NO_SUCH_UNIT, "there is no persistence unit '" + unit + "' in " + where)
                        .advice("name a class of the jar that holds META-INF/persistence.xml"));
    }

    /** @param entity the class at fault, as far as it is known */
    static EntityModelException badMapping(String entity, Throwable cause) {
        return new EntityModelException(
                List.of(Problem.of(ErrorName.BAD_ENTITY, entity + " cannot be mapped: " + reason(cause))
                        .fact("class", entity)),
                cause);
    }

    static EntityModelException unknownOptions(String where, String options, String known) {
        return new EntityModelException(
                Problem.of(ErrorName.UNKNOWN_OPTIONS, where + ": '" + options + "' is not understood")
                        .advice(known));
    }

    static EntityModelException unknownType(String column, String why) {
        return new EntityModelException(Problem.of(ErrorName.UNKNOWN_TYPE, "column " + column + ": " + why)
                .advice("say its type in @Column(columnDefinition = \"...\")"));
    }

    static EntityModelException unnamedCheck(String table, String sql) {
        return new EntityModelException(
                Problem.of(ErrorName.UNNAMED_CHECK, "a CHECK of " + table + " has no name: " + sql)
                        .advice("give it one: @CheckConstraint(name = \"...\", constraint = \"...\")"));
    }

    static EntityModelException foreignTable(String entity, String table, String owner) {
        return new EntityModelException(Problem.of(
                        ErrorName.TWO_OWNERS,
                        entity + " is mapped to the table '" + table + "', which belongs to " + owner)
                .advice("give it a table of its own that shares the key: @OneToOne @MapsId"));
    }

    static EntityModelException view(String entity, String view) {
        return new EntityModelException(Problem.of(
                        ErrorName.UNKNOWN_VIEW,
                        entity + " is mapped to the view '" + view + "', which a model cannot hold")
                .advice("create the view in a script, and name the class in referringTo(...)"
                        + " instead of EntityModel.of(...)"));
    }

    static EntityModelException sequence(String attribute, String strategy) {
        return new EntityModelException(Problem.of(
                        ErrorName.UNKNOWN_GENERATOR,
                        attribute + " is counted up by " + strategy + ", which a model cannot hold")
                .advice("use GenerationType.IDENTITY or UUID; or create it in a script and say so:"
                        + " EntityModel.of(...).sequencesElsewhere()"));
    }

    /** The first line of what went wrong beneath, its own wording: Hibernate names the class and the attribute. */
    static String reason(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        String line = message.lines().findFirst().orElse(message).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
