package dev.trellis.hibernate.cases.types;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Transient;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

public final class Types {
    public static final String MODEL = """
            tables:
              thing:
                columns:
                  id: uuid
                  yes: {type: boolean, nullable: false}
                  maybe: boolean
                  tiny: smallint
                  small: {type: smallint, nullable: false}
                  whole: {type: integer, nullable: false}
                  big: {type: bigint, nullable: false}
                  huge: numeric(38)
                  price: "numeric(10,2)"
                  count: numeric(12)
                  money: "numeric(38,2)"
                  ratio: {type: real, nullable: false}
                  exact: {type: double, nullable: false}
                  initial: {type: char(1), nullable: false}
                  name: string(40)
                  plain: string(255)
                  notes: text
                  story: {postgresql: oid}
                  hash: binary(32)
                  file: blob
                  picture: {postgresql: oid}
                  day: date
                  at: {postgresql: time(0)}
                  local: timestamp
                  moment: timestamptz
                  offset: timestamptz
                  zoned: timestamptz
                  seconds: timestamptz(3)
                  legacy: timestamp
                  other: uuid
                  extra: {postgresql: jsonb}
                  tags: {postgresql: "varchar(20) array"}
                primary_key: [id]
            """;

    @Entity(name = "Thing")
    static class Thing {
        @Id
        UUID id;

        boolean yes;
        Boolean maybe;
        Byte tiny;
        short small;
        int whole;
        long big;
        BigInteger huge;

        @Column(precision = 10, scale = 2)
        BigDecimal price;

        @Column(precision = 12)
        BigDecimal count;

        BigDecimal money;
        float ratio;
        double exact;
        char initial;

        @Column(length = 40)
        String name;

        String plain;

        @Column(length = Integer.MAX_VALUE)
        String notes;

        @Lob
        String story;

        @Column(length = 32)
        byte[] hash;

        @Column(length = Integer.MAX_VALUE)
        byte[] file;

        @Lob
        byte[] picture;

        LocalDate day;
        LocalTime at;
        LocalDateTime local;
        Instant moment;
        OffsetDateTime offset;
        ZonedDateTime zoned;

        @Column(secondPrecision = 3)
        Instant seconds;

        java.sql.Timestamp legacy;
        UUID other;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> extra;

        @Column(length = 20)
        String[] tags;

        @Transient
        String forgotten;

        static final int CONSTANT = 1;
    }
}
