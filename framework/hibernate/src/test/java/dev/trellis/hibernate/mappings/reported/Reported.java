package dev.trellis.hibernate.mappings.reported;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Mappings of public bug reports about Hibernate's own schema tools. */
public final class Reported {
    /** HHH-14234: a unique constraint of the root also belongs to the table of a subclass. */
    @Entity(name = "Ledger")
    @Table(name = "ledger", uniqueConstraints = @UniqueConstraint(columnNames = {"owner", "number"}))
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Ledger {
        @Id
        UUID id;

        @Column(length = 40)
        String owner;

        @Column(unique = true)
        int number;
    }

    @Entity(name = "Archive")
    @Table(name = "archive")
    static class Archive extends Ledger {
        Duration kept;
    }

    /** HHH-11543: a foreign key to a root whose subclasses have tables of their own cannot exist. */
    @Entity(name = "Posting")
    static class Posting {
        @Id
        UUID id;

        @ManyToOne
        @JoinColumn(name = "ledger_id")
        Ledger ledger;

        @Column(
                precision = 12,
                scale = 4,
                check = @CheckConstraint(name = "amount_positive", constraint = "amount >= 0"))
        BigDecimal amount;
    }

    /** HHH-18288: a constraint that a subclass declares for the one table of a hierarchy. */
    @Entity(name = "Animal")
    @Table(name = "animal")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(length = 10)
    static class Animal {
        @Id
        UUID id;
    }

    @Entity(name = "Cat")
    static class Cat extends Animal {
        @Column(unique = true)
        int lives;
    }

    /** HHH-17550: a joined subclass without a foreign key; HHH-10352: one with a name of its own. */
    @Entity(name = "Machine")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Machine {
        @Id
        UUID id;

        @Version
        int version;
    }

    @Entity(name = "Press")
    @PrimaryKeyJoinColumn(name = "machine_id", foreignKey = @ForeignKey(value = ConstraintMode.NO_CONSTRAINT))
    static class Press extends Machine {
        int tons;
    }

    @Entity(name = "Drill")
    @PrimaryKeyJoinColumn(name = "machine_id", foreignKey = @ForeignKey(name = "the_machine"))
    static class Drill extends Machine {
        double width;
    }

    @Embeddable
    static class Code implements Serializable {
        private static final long serialVersionUID = 1L;

        @Column(length = 12)
        String country;

        @Column(length = 7)
        String digits;

        @Override
        public boolean equals(Object other) {
            return other instanceof Code code && code.country.equals(country) && code.digits.equals(digits);
        }

        @Override
        public int hashCode() {
            return Objects.hash(country, digits);
        }
    }

    @Entity(name = "Station")
    static class Station {
        @EmbeddedId
        Code code;

        String title;
    }

    /** HHH-12212: a derived key has the lengths of the key that it is derived from. */
    @Entity(name = "Schedule")
    static class Schedule {
        @EmbeddedId
        Code id;

        @MapsId
        @OneToOne
        Station station;

        Instant since;
    }

    /** HHH-15111: a secondary table with a key of another name; HHH-9805: names in quotes and reserved words. */
    @Entity(name = "Paper")
    @Table(name = "`order`")
    @SecondaryTable(
            name = "`group`",
            pkJoinColumns = @PrimaryKeyJoinColumn(name = "`key`"),
            indexes = @Index(columnList = "`select`"))
    static class Paper {
        @Id
        UUID id;

        @Column(name = "`from`", length = 30)
        String from;

        @Column(table = "`group`", name = "`select`", length = 30)
        String select;

        @ManyToOne
        @JoinColumn(name = "`user`")
        Animal user;
    }

    enum Size {
        SMALL,
        LARGE
    }

    /** Stores a size as a letter. */
    static class SizeConverter implements AttributeConverter<Size, String> {
        @Override
        public String convertToDatabaseColumn(Size size) {
            return size == null ? null : size.name().substring(0, 1);
        }

        @Override
        public Size convertToEntityAttribute(String letter) {
            return letter == null ? null : letter.equals("S") ? Size.SMALL : Size.LARGE;
        }
    }

    @Embeddable
    static class Measure {
        int height;
        int width;
    }

    /** HHH-8630 and HHH-18287: keys of maps and positions in lists; HHH-17908: an enumeration as text on MySQL. */
    @Entity(name = "Cupboard")
    static class Cupboard {
        @Id
        UUID id;

        @ElementCollection
        @CollectionTable(name = "cupboard_measure")
        @MapKeyColumn(name = "label", length = 25)
        @AttributeOverride(name = "value.height", column = @Column(name = "high"))
        Map<String, Measure> measures;

        @ElementCollection
        @OrderColumn(name = "place", nullable = false)
        @Column(name = "drawer", length = 50, nullable = false)
        List<String> drawers;

        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.VARCHAR)
        @Column(length = 16, nullable = false)
        @ColumnDefault("'SMALL'")
        Size text;

        @Convert(converter = SizeConverter.class)
        @Column(length = 1)
        Size letter;
    }

    /** HHH-9798: the foreign key of a join table is unique; an association to any entity has no foreign key. */
    @Entity(name = "Box")
    static class Box {
        @Id
        UUID id;

        @OneToMany
        @JoinTable(
                name = "box_animal",
                joinColumns = @JoinColumn(name = "box_id"),
                inverseJoinColumns = @JoinColumn(name = "animal_id", unique = true))
        Set<Animal> animals;

        @Any
        @Column(name = "content_type", length = 20)
        @JoinColumn(name = "content_id")
        @AnyKeyJavaClass(UUID.class)
        @AnyDiscriminatorValue(discriminator = "animal", entity = Animal.class)
        @AnyDiscriminatorValue(discriminator = "station", entity = Cupboard.class)
        Animal content;
    }
}
