package dev.trellis.hibernate.mappings.enumerations;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

public final class Enumerations {
    enum Mood {
        SAD,
        OK,
        HAPPY
    }

    enum Level {
        LOW("lo"),
        HIGH("hi");

        @EnumeratedValue
        final String word;

        Level(String word) {
            this.word = word;
        }
    }

    @Converter
    static final class MoodLetter implements AttributeConverter<Mood, String> {
        @Override
        public String convertToDatabaseColumn(Mood mood) {
            return mood == null ? null : mood.name().substring(0, 1);
        }

        @Override
        public Mood convertToEntityAttribute(String letter) {
            return letter == null
                    ? null
                    : java.util.Arrays.stream(Mood.values())
                            .filter(mood -> mood.name().startsWith(letter))
                            .findFirst()
                            .orElseThrow();
        }
    }

    @Entity(name = "Ticket")
    static class Ticket {
        @Id
        long id;

        @Enumerated(EnumType.STRING)
        Mood inText;

        @Enumerated(EnumType.STRING)
        @Column(length = 10, nullable = false)
        Mood shorter;

        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.VARCHAR)
        @Column(length = 12)
        Mood inVarchar;

        Mood ordinal;

        @JdbcTypeCode(SqlTypes.INTEGER)
        Mood inInteger;

        @Enumerated(EnumType.STRING)
        Level valued;

        @Convert(converter = MoodLetter.class)
        @Column(length = 1)
        Mood converted;
    }
}
