package dev.trellis.hibernate.cases.rarer;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Lob;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.net.InetAddress;
import java.net.URL;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Nationalized;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.type.NumericBooleanConverter;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.YesNoConverter;

@SuppressWarnings("deprecation") // the older annotations are read as well
public final class Rarer {
    public static final String MODEL = """
            tables:
              rare:
                columns:
                  id: bigint
                  took: numeric(21)
                  year: integer
                  tea: {postgresql: time(0)}
                  zone: string(255)
                  offset: string(6)
                  timezone: string(255)
                  locale: string(255)
                  currency: string(3)
                  url: string(255)
                  type: string(255)
                  initial: char(1)
                  letters: string(255)
                  initials: {postgresql: char(1) array}
                  address: {postgresql: inet}
                  day: date
                  hour: {postgresql: time(0)}
                  moment: timestamp
                  "yes": {type: char(1), nullable: false}
                  one: {type: integer, nullable: false}
                  weekday: smallint
                  month: string(12)
                  national: string(30)
                  essay: {postgresql: oid}
                  words: {postgresql: varchar(255) array}
                  numbers: {postgresql: integer array}
                  roughly: real
                  letter: char(255)
                  markup: {postgresql: xml}
                  longer: string(32600)
                  gone: {type: boolean, nullable: false, comment: Soft-delete indicator}
                primary_key: [id]
              rare_tag:
                columns:
                  rare_id: {type: bigint, nullable: false}
                  tag: string(20)
                  gone: {type: boolean, nullable: false, comment: Soft-delete indicator}
                unique: [[rare_id, tag]]
                foreign_keys:
                  - {columns: [rare_id], references: rare(id)}
                indexes: [{columns: [tag]}]
            """;

    @Entity(name = "Rare")
    @SoftDelete(columnName = "gone")
    static class Rare {
        @Id
        long id;

        Duration took;
        Year year;
        OffsetTime tea;
        ZoneId zone;
        ZoneOffset offset;
        TimeZone timeZone;
        Locale locale;
        Currency currency;
        URL url;
        Class<?> type;
        Character initial;
        char[] letters;
        Character[] initials;
        InetAddress address;

        @Temporal(TemporalType.DATE)
        Date day;

        @Temporal(TemporalType.TIME)
        Date hour;

        @Temporal(TemporalType.TIMESTAMP)
        Date moment;

        @Convert(converter = YesNoConverter.class)
        boolean yes;

        @Convert(converter = NumericBooleanConverter.class)
        boolean one;

        @Enumerated(EnumType.ORDINAL)
        DayOfWeek weekday;

        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.VARCHAR)
        @Column(length = 12)
        Month month;

        @Nationalized
        @Column(length = 30)
        String national;

        @Lob
        char[] essay;

        List<String> words;
        int[] numbers;

        @Column(precision = 5)
        float roughly;

        @JdbcTypeCode(SqlTypes.CHAR)
        String letter;

        @JdbcTypeCode(SqlTypes.SQLXML)
        String markup;

        @JdbcTypeCode(SqlTypes.LONGVARCHAR)
        String longer;

        @ElementCollection
        @CollectionTable(
                name = "rare_tag",
                joinColumns = @JoinColumn(name = "rare_id"),
                indexes = @Index(columnList = "tag"))
        @Column(name = "tag", length = 20)
        Set<String> tags;
    }
}
