package dev.trellis.hibernate.mappings.basictypes;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.net.URL;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.TimeZone;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Nationalized;
import org.hibernate.type.NumericBooleanConverter;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.TrueFalseConverter;
import org.hibernate.type.YesNoConverter;

public final class BasicTypes {
    @Entity(name = "Basic")
    static class Basic {
        @Id
        long id;

        boolean yes;
        Boolean maybe;
        byte tiny;
        Byte tinyOrNone;
        short small;
        int whole;
        long big;

        float ratio;
        double exact;
        Float ratioOrNone;
        char initial;
        Character letter;

        @Column(length = 40)
        String name;

        String plain;
        char[] letters;
        byte[] bytes;

        @Column(length = 32)
        byte[] hash;

        @Nationalized
        String national;

        @JdbcTypeCode(SqlTypes.CHAR)
        @Column(length = 3)
        String fixed;

        @JdbcTypeCode(SqlTypes.TINYINT)
        int small2;

        @JdbcTypeCode(SqlTypes.DECIMAL)
        @Column(precision = 5, scale = 1)
        BigDecimal inDecimal;

        @Convert(converter = YesNoConverter.class)
        boolean yesNo;

        @Convert(converter = TrueFalseConverter.class)
        Boolean trueFalse;

        @Convert(converter = NumericBooleanConverter.class)
        boolean oneZero;

        ZoneId zone;
        TimeZone timeZone;
        Locale locale;
        Currency currency;
        URL url;
        Class<?> type;
    }
}
