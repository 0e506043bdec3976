package dev.trellis.hibernate.cases.enums;

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

public final class Enums {
    public static final String MODEL = """
            tables:
              ticket:
                columns:
                  id: bigint
                  text: {type: string(10), nullable: false}
                  plain: smallint
                  native: "enum(mood: SAD, OK, HAPPY)"
                  valued: string(3)
                  converted: string(1)
                primary_key: [id]
            """;

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
            return null;
        }
    }

    @Entity(name = "Ticket")
    static class Ticket {
        @Id
        long id;

        @Enumerated(EnumType.STRING)
        @Column(length = 10, nullable = false)
        Mood text;

        Mood plain;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        @Column(name = "native")
        Mood named;

        @Enumerated(EnumType.STRING)
        @Column(length = 3)
        Level valued;

        @Convert(converter = MoodLetter.class)
        @Column(length = 1)
        Mood converted;
    }
}
