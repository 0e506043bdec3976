package dev.trellis.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Version;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Entities with a value in every attribute, as long and as precise as the mapping permits. */
final class SampleEntities {
    private static final int LARGE = 200_000;
    private static final Instant MOMENT = Instant.parse("2026-03-29T01:30:15.123456Z");

    private final int secondDigits;
    private final Map<Class<?>, Object> entities = new LinkedHashMap<>();

    /**
     * Creates a sample of each entity.
     *
     * @param secondDigits how many digits of a second the driver keeps
     */
    SampleEntities(Collection<Class<?>> types, int secondDigits) throws ReflectiveOperationException {
        this.secondDigits = secondDigits;
        for (Class<?> type : types) {
            entity(type);
        }
    }

    /** Returns the entities, each after those that it refers to. */
    Collection<Object> all() {
        return entities.values();
    }

    private Object entity(Class<?> type) throws ReflectiveOperationException {
        Object known = entities.get(type);
        if (known != null) {
            return known;
        }
        Object entity = filled(type);
        entities.put(type, entity);
        return entity;
    }

    private Object filled(Class<?> type) throws ReflectiveOperationException {
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(type.getDeclaredField(components[i].getName()));
            }
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        }
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object instance = constructor.newInstance();
        for (Field field : fields(type)) {
            if (field.isAnnotationPresent(Id.class) && !isGenerated(field)) {
                field.set(instance, id(field.getType()));
            } else if (!isGenerated(field)) {
                field.set(instance, value(field));
            }
        }
        return instance;
    }

    private Object id(Class<?> type) {
        long number = Long.MAX_VALUE - entities.size();
        return type == UUID.class ? new UUID(number, 7) : number;
    }

    static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != Object.class && each != Record.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static boolean isGenerated(Field field) {
        return List.of(
                        GeneratedValue.class,
                        UuidGenerator.class,
                        Version.class,
                        TenantId.class,
                        CreationTimestamp.class,
                        UpdateTimestamp.class,
                        CurrentTimestamp.class,
                        Generated.class,
                        GeneratedColumn.class)
                .stream()
                .anyMatch(field::isAnnotationPresent);
    }

    private Object value(Field field) throws ReflectiveOperationException {
        Class<?> type = field.getType();
        Column column = field.getAnnotation(Column.class);
        if (Collection.class.isAssignableFrom(type)) {
            Class<?> element = argument(field, 0);
            Object value = element.isAnnotationPresent(Entity.class) ? entity(element) : basic(element, 0);
            Collection<Object> values = type == Set.class ? new java.util.HashSet<>() : new ArrayList<>();
            values.add(value);
            return values;
        }
        if (Map.class.isAssignableFrom(type)) {
            Map<Object, Object> values = new java.util.HashMap<>();
            values.put(basic(argument(field, 0), 0), basic(argument(field, 1), 0));
            return values;
        }
        if (type.isAnnotationPresent(Entity.class)) {
            return entity(type);
        }
        int digits = column == null || column.secondPrecision() < 0 ? secondDigits : column.secondPrecision();
        if (type == BigDecimal.class && column != null && column.precision() > 0) {
            return BigDecimal.TEN
                    .pow(column.precision())
                    .subtract(BigDecimal.ONE)
                    .movePointLeft(column.scale());
        }
        return basic(type, isTime(type) ? Math.min(digits, secondDigits) : size(field, column));
    }

    private static boolean isTime(Class<?> type) {
        return type == Instant.class
                || type == LocalDateTime.class
                || type == OffsetDateTime.class
                || type == ZonedDateTime.class;
    }

    private static Class<?> argument(Field field, int index) {
        Type argument = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[index];
        return (Class<?>) (argument instanceof ParameterizedType generic ? generic.getRawType() : argument);
    }

    /** Returns the length of a text or of bytes. */
    private static int size(Field field, @Nullable Column column) {
        JdbcTypeCode code = field.getAnnotation(JdbcTypeCode.class);
        boolean isLong = code != null
                && Set.of(SqlTypes.LONG32VARCHAR, SqlTypes.LONG32VARBINARY).contains(code.value());
        boolean isLob = field.isAnnotationPresent(Lob.class);
        if (isLong || (isLob && (column == null || column.length() == 255))) {
            return LARGE;
        }
        if (column != null && !column.columnDefinition().isEmpty()) {
            return 3;
        }
        return column == null ? 255 : Math.min(column.length(), LARGE);
    }

    private Object basic(Class<?> type, int size) throws ReflectiveOperationException {
        if (type.isEnum()) {
            return type.getEnumConstants()[type.getEnumConstants().length - 1];
        }
        if (type.isAnnotationPresent(Embeddable.class)) {
            return filled(type);
        }
        if (type.isArray() && type.getComponentType() != byte.class && type.getComponentType() != char.class) {
            Object array = Array.newInstance(type.getComponentType(), 2);
            Array.set(array, 0, basic(type.getComponentType(), 0));
            Array.set(array, 1, basic(type.getComponentType(), 0));
            return array;
        }
        return switch (type.getSimpleName()) {
            case "boolean", "Boolean" -> true;
            case "byte", "Byte" -> Byte.MIN_VALUE;
            case "short", "Short" -> Short.MAX_VALUE;
            case "int", "Integer" -> 42;
            case "long", "Long" -> Long.MAX_VALUE;
            case "float", "Float" -> 1.25f;
            case "double", "Double" -> 0.1 + 0.2;
            case "char", "Character" -> 'ü';
            case "BigInteger" -> new BigInteger("98765432109876543210987654321");
            case "BigDecimal" -> new BigDecimal("12345678901234567890.12");
            case "String" -> text(size == 0 ? 10 : size);
            case "char[]" -> text(size).toCharArray();
            case "byte[]" -> bytes(size);
            case "UUID" -> new UUID(0x0123456789abcdefL, 0xfedcba9876543210L);
            case "LocalDate" -> LocalDate.of(2026, 3, 29);
            case "LocalTime" -> LocalTime.of(23, 59, 58);
            case "LocalDateTime" -> LocalDateTime.ofInstant(moment(size), ZoneOffset.UTC);
            case "Instant" -> moment(size);
            case "OffsetDateTime" -> moment(size).atOffset(ZoneOffset.ofHours(5));
            case "ZonedDateTime" -> moment(size).atZone(ZoneId.of("America/New_York"));
            case "Timestamp" -> java.sql.Timestamp.from(moment(secondDigits));
            case "Date" ->
                type == java.sql.Date.class ? java.sql.Date.valueOf("2026-03-29") : java.util.Date.from(moment(3));
            case "Time" -> java.sql.Time.valueOf("23:59:58");
            case "Duration" -> Duration.ofSeconds(86_399, 123_456_789);
            case "Year" -> Year.of(2026);
            case "ZoneId" -> ZoneId.of("Europe/Berlin");
            case "TimeZone" -> TimeZone.getTimeZone("Europe/Berlin");
            case "Locale" -> Locale.CANADA_FRENCH;
            case "Currency" -> Currency.getInstance("EUR");
            case "URL" -> url();
            case "Class" -> String.class;
            default -> throw new IllegalArgumentException("no sample of " + type);
        };
    }

    private static URL url() {
        try {
            return URI.create("https://example.org/a?b=c").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant moment(int digits) {
        return withDigits(MOMENT, digits);
    }

    private static Instant withDigits(Instant moment, int digits) {
        long unit = (long) Math.pow(10, 9 - digits);
        return moment.minusNanos(moment.get(ChronoField.NANO_OF_SECOND) % unit);
    }

    private Instant rounded(Instant moment) {
        return withDigits(moment, secondDigits);
    }

    private static String text(int length) {
        return "ä€'\"\\ x".repeat(length / 7 + 1).substring(0, length);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** Returns the attributes of an entity or embeddable in a form that can be compared. */
    Map<String, Object> attributes(Object instance) throws ReflectiveOperationException {
        Map<String, Object> attributes = new TreeMap<>();
        for (Field field : fields(instance.getClass())) {
            attributes.put(field.getName(), comparable(field.get(instance)));
        }
        return attributes;
    }

    private Object comparable(@Nullable Object value) throws ReflectiveOperationException {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isAnnotationPresent(Entity.class)) {
            for (Field field : fields(value.getClass())) {
                if (field.isAnnotationPresent(Id.class) || field.isAnnotationPresent(EmbeddedId.class)) {
                    return String.valueOf(comparable(field.get(value)));
                }
            }
        }
        if (value.getClass().isAnnotationPresent(Embeddable.class)) {
            return attributes(value);
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes " + Arrays.hashCode(bytes);
        }
        if (value instanceof char[] letters) {
            return new String(letters);
        }
        if (value.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(comparable(Array.get(value, i)));
            }
            return elements;
        }
        if (value instanceof Collection<?> collection) {
            Set<String> elements = new TreeSet<>();
            for (Object element : collection) {
                elements.add(comparable(element).toString());
            }
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new TreeMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                entries.put(comparable(entry.getKey()).toString(), comparable(entry.getValue()));
            }
            return entries;
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof OffsetDateTime moment) {
            return comparable(moment.toInstant());
        }
        if (value instanceof ZonedDateTime moment) {
            return comparable(moment.toInstant());
        }
        if (value instanceof Instant moment) {
            return rounded(moment);
        }
        if (value instanceof LocalDateTime moment) {
            return rounded(moment.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
            return value.toString();
        }
        if (value instanceof java.util.Date date) {
            return date.toInstant();
        }
        if (value instanceof String text && text.length() > 1000) {
            return text.length() + " characters " + Arrays.hashCode(text.getBytes(StandardCharsets.UTF_8));
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
