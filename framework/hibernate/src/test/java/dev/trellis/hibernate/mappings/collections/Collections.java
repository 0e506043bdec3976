package dev.trellis.hibernate.mappings.collections;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

public final class Collections {
    enum Color {
        RED,
        GREEN
    }

    @Embeddable
    static class Line {
        String street;
        UUID code;
    }

    @Entity(name = "Basket")
    static class Basket {
        @Id
        UUID id;

        @ElementCollection
        @CollectionTable(name = "basket_tag")
        @Column(length = 20)
        Set<String> tags;

        @ElementCollection
        @OrderColumn
        List<Instant> moments;

        @ElementCollection
        @MapKeyColumn(length = 10)
        Map<String, Double> weights;

        @ElementCollection
        @MapKeyEnumerated(EnumType.STRING)
        @Enumerated(EnumType.STRING)
        Map<Color, Color> colors;

        @ElementCollection
        @OrderColumn(name = "position")
        List<Line> lines;
    }
}
